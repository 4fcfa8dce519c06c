import type { BlockUse, Body, Repeat, ValueId } from '../../graph/graph';
import type { LiveValues } from '../source/live-values';
import { type Call, type Chain, planBody } from '../source/plan-body';

/** One piece of `forward`: layers, the use of a block, or uses one after another that stand in one `nn.Sequential`. */
export type Statement = Chain | Call | Sequence;

export interface Sequence {
  readonly type: 'sequence';
  readonly repeat: Repeat;
  readonly calls: readonly Call[];
}

/** The statements of a body, and for each value the last statement that reads it; results are read after all. */
export interface Plan {
  readonly statements: readonly Statement[];
  readonly lastRead: ReadonlyMap<ValueId, number>;
}

export function planStatements(body: Body, results: readonly ValueId[], live: LiveValues): Plan {
  const plain = planBody(body, results, live);
  const readers = new Map<ValueId, number>();
  const count = (value: ValueId): void => void readers.set(value, (readers.get(value) ?? 0) + 1);
  for (const statement of plain) inputsOf(statement).forEach(count);
  results.forEach(count);
  const repeats = new Map(repeatsOf(body).flatMap((repeat) => usesOf(repeat)?.map((use) => [use, repeat] as const) ?? []));
  const statements = joinTurns(plain, repeats, readers);
  const lastRead = new Map<ValueId, number>();
  for (const [index, statement] of statements.entries())
    for (const value of inputsOf(statement)) lastRead.set(value, index);
  for (const value of results) lastRead.set(value, Number.POSITIVE_INFINITY);
  return { statements, lastRead };
}

export function inputsOf(statement: Statement): readonly ValueId[] {
  if (statement.type === 'chain') return statement.inputs;
  return statement.type === 'call' ? statement.use.body.inputs : (statement.calls[0]?.use.body.inputs ?? []);
}

/** The values that a statement makes. */
export function resultsOf(statement: Statement): readonly ValueId[] {
  if (statement.type === 'chain') return [statement.result];
  return statement.type === 'call' ? statement.exports : (statement.calls.at(-1)?.exports ?? []);
}

function repeatsOf({ steps }: Body): Repeat[] {
  return steps.flatMap((step) =>
    step.type === 'repeat' ? [step.repeat, ...step.repeat.turns.flatMap(repeatsOf)] : [],
  );
}

/** The uses of a repeat whose turns are one use of a block each. */
function usesOf({ turns }: Repeat): BlockUse[] | undefined {
  const uses = turns.map(({ steps }) => (steps.length === 1 && steps[0]?.type === 'use' ? steps[0].use : undefined));
  return uses.length > 1 && uses.every((use) => use !== undefined) ? uses : undefined;
}

/** Calls of one repeat, each reading what the one before gives and nothing else does, as one statement. */
function joinTurns(
  plain: readonly (Chain | Call)[],
  repeats: ReadonlyMap<BlockUse, Repeat>,
  readers: ReadonlyMap<ValueId, number>,
): Statement[] {
  const statements: Statement[] = [];
  for (let index = 0; index < plain.length; index++) {
    const statement = plain[index] as Chain | Call;
    const repeat = statement.type === 'call' ? repeats.get(statement.use) : undefined;
    const calls = plain.slice(index, index + (repeat?.turns.length ?? 0)).filter((turn) => turn.type === 'call');
    if (repeat && calls.length === repeat.turns.length && calls.every(followsOn(repeats, repeat, readers))) {
      statements.push({ type: 'sequence', repeat, calls });
      index += calls.length - 1;
    } else statements.push(statement);
  }
  return statements;
}

function followsOn(repeats: ReadonlyMap<BlockUse, Repeat>, repeat: Repeat, readers: ReadonlyMap<ValueId, number>) {
  return ({ use, exports }: Call, index: number, calls: readonly Call[]): boolean => {
    const before = calls[index - 1]?.use.body.result;
    const { inputs, result } = use.body;
    const alone = exports.length === 1 && exports[0] === result && inputs.length === 1;
    const linked = before === undefined || (inputs[0] === before && readers.get(before) === 1);
    return repeats.get(use) === repeat && alone && linked;
  };
}
