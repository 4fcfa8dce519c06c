import { entry } from '../../dimensions/dimension';
import { isScalar, type Value } from '../../expression/ast';
import { type BlockUse, type Body, nodeOf, type ValueId } from '../../graph/graph';
import { scopesIn } from '../../graph/walk';
import { layOut, wrap } from '../source/code';
import { keyOfCondition } from '../source/entries';
import { type Formula, formulaOf, plainValue, scalarParameters } from '../source/expression';
import type { Plain } from '../source/language';
import { Names } from '../source/names';
import type { Call } from '../source/plan-body';
import { typescript } from './expression';
import { type Callee, type Frame, frameFor, LINE_WIDTH, NAME, namesAt, type Program } from './frame';
import { camelCase } from './identifiers';
import { literal } from './literal';
import { mayLeaveOutAll } from './plan';
import { renderBody } from './render-body';
import { reserved } from './reserved';
import { signatureOf, type TypedParameter, type UsingFunction } from './signature';
import { scopeText } from './wishes';

/** The function of a block, for one of its uses. */
interface FunctionBody extends Pick<Callee, 'keys' | 'givesBack'> {
  /** Identifiers of the block's inputs. */
  readonly inputs: readonly string[];
  readonly parameters: readonly TypedParameter[];
  readonly statements: string[];
  readonly uses: ReadonlySet<string>;
}

/** The functions of the blocks. Uses whose code differs only in arguments share one function. */
export class BlockFunctions {
  /** Each function comes after those that it calls. */
  readonly declarations: UsingFunction[] = [];
  readonly #program: Program;
  readonly #names: Names;
  readonly #byText = new Map<string, Callee>();
  readonly #byUse = new Map<BlockUse, Callee>();
  readonly #rendered = new Set<string>();

  constructor(program: Program, names: Names) {
    this.#program = program;
    this.#names = names;
  }

  of({ use, exports }: Call): Callee {
    const known = this.#byUse.get(use);
    if (known) return known;
    const callee = this.#render(use, exports);
    this.#byUse.set(use, callee);
    return callee;
  }

  /** Renders the functions that a body calls. */
  prepare(body: Body): void {
    this.#calledIn(body, undefined);
  }

  /** The functions that a body calls, also in items of the `block` that conditions leave out here; rendered, if they were not yet. */
  #calledIn({ steps, conditions }: Body, block: string | undefined): readonly Callee[] {
    const { live, underConditions } = this.#program;
    const called = steps.flatMap((step): readonly Callee[] => {
      if (step.type !== 'use') return scopesIn(step).flatMap(({ body }) => this.#calledIn(body, block));
      const { use } = step;
      const exports = live.exports.get(use) ?? [];
      if (exports.length > 0) return [this.of({ type: 'call', use, exports })];
      return block !== undefined && mayLeaveOutAll(use, live) ? [this.#giving(use)] : [];
    });
    const omitted = conditions.flatMap((condition) => {
      const item =
        condition.holds || block === undefined ? undefined : underConditions.get(keyOfCondition(block, condition));
      return item?.step.type === 'use' ? [this.#giving(item.step.use)] : [];
    });
    return [...called, ...omitted];
  }

  /** The function for a use of which only the result is read. */
  #giving(use: BlockUse): Callee {
    return this.of({ type: 'call', use, exports: [use.body.result] });
  }

  #render(use: BlockUse, exports: readonly ValueId[]): Callee {
    const { inputs, parameters, keys, statements, uses, givesBack } = this.#body(use, exports);
    const needsName = uses.has(NAME);
    const text = JSON.stringify([use.block, parameters, needsName, statements]);
    const shared = this.#byText.get(text);
    if (shared) return shared;
    const isFirst = !this.#rendered.has(use.block);
    const identifier = givesBack === undefined ? this.#names.mint(use.block) : '';
    const callee: Callee = { identifier, needsName, parameters, keys, givesBack };
    this.#byText.set(text, callee);
    if (givesBack !== undefined) return callee;
    this.#rendered.add(use.block);
    const which = `Block \`${use.block}\`${isFirst ? '' : `, as used by \`${use.name}\``}`;
    const doc = `${which}${needsName ? '; `name` prefixes the names of its layers' : ''}.`;
    const code = { ...signatureOf(callee, inputs, parameters), doc, statements };
    this.declarations.push({ code, uses });
    return callee;
  }

  /** The parameters that the function's body refers to, and those that their defaults refer to; and all that the function refers to. */
  #parametersOf(
    use: BlockUse,
    frame: Frame,
    uses: ReadonlySet<string>,
  ): { readonly parameters: TypedParameter[]; readonly uses: ReadonlySet<string> } {
    const { graph } = this.#program;
    const defaults = graph.blocks.get(use.block)?.parameters;
    const needed = new Set(uses);
    const all = [...frame.parameters].reverse().flatMap(([name, { identifier, value }]) => {
      if (!needed.has(identifier)) return [];
      const plain = plainValue(value);
      const formula = this.#defaultOf(use, name, plain, frame);
      for (const used of formula?.uses ?? []) needed.add(used);
      const standard = formula?.text ?? constantDefault(defaults?.get(name), plain);
      return [{ name, identifier, type: typeof plain, standard, computed: formula !== undefined }];
    });
    return { parameters: all.reverse(), uses: needed };
  }

  /** The computed default of a parameter, also for a use that gives the parameter itself. */
  #defaultOf(use: BlockUse, name: string, plain: Plain, frame: Frame): Formula | undefined {
    const { graph, computing } = this.#program;
    const computes = use.computed.has(name) ? use : computing.get(`${use.block} ${name}`);
    const [expression, value] = [computes?.computed.get(name), computes?.parameters.get(name)];
    if (!computes || !expression || value === undefined || !isScalar(value)) return undefined;
    if (typeof plainValue(value) !== typeof plain) return undefined;
    const formula = formulaOf(typescript, expression, namesAt(graph, frameFor(frame, computes)), plainValue(value));
    const isKnown = formula?.names.every((each) => each.includes('.') || frame.parameters.has(each));
    return isKnown ? formula : undefined;
  }

  #body(use: BlockUse, exports: readonly ValueId[]): FunctionBody {
    // Other functions do not count, so that names are the same in each use.
    const called = this.#calledIn(use.body, use.block).map(({ identifier }) => identifier);
    const names = new Names(camelCase, new Set([...reserved, ...called]));
    names.mint(NAME);
    const given = this.#program.graph.blocks.get(use.block)?.inputs ?? [];
    const inputs = given.map((name) => names.mint(name));
    const parameters = new Map(
      scalarParameters(use).map(([name, value]) => [name, { identifier: names.mint(name), value }] as const),
    );
    const values = new Map(use.body.inputs.map((value, index) => [value, entry(inputs, index)]));
    const named = new Map(given.map((name, index) => [name, entry(use.body.inputs, index)]));
    const frame: Frame = { names, use, prefix: `${use.name}/`, parameters, inputs: named, values };
    const { lines, returned, uses } = renderBody(this.#program, frame, use.body, exports);
    const body = { inputs, ...this.#parametersOf(use, frame, uses) };
    if (returned !== undefined) {
      const last = layOut(wrap('return ', returned, ';'), LINE_WIDTH, '  ');
      return { ...body, keys: undefined, statements: [...lines, last], givesBack: undefined };
    }
    const texts = exports.map((value) => values.get(value) ?? '');
    const keys = exports.length === 1 ? undefined : this.#keysOf(use, exports);
    const pairs = keys?.map((key, index) => (key === texts[index] ? key : `${key}: ${texts[index]}`));
    const result = `  return ${pairs ? `{ ${pairs.join(', ')} }` : texts[0]};`;
    const index = lines.length === 0 && !keys ? inputs.indexOf(entry(texts, 0)) : -1;
    return { ...body, keys, statements: [...lines, result], givesBack: index < 0 ? undefined : index };
  }

  /** Keys for what a function returns: `output` for the result, and the names of the block for other values. */
  #keysOf(use: BlockUse, exports: readonly ValueId[]): string[] {
    const { graph, paths, scopes } = this.#program;
    const prefix = `${use.name}/`;
    const keys = new Names(camelCase, new Set());
    return exports.map((value) => {
      if (value === use.body.result) return keys.mint('output');
      const node = nodeOf(graph, value);
      const scope = node && scopes.get(node);
      const endsPath = scope !== undefined && scope !== use && paths.get(value) === scope.localName;
      return keys.mint(endsPath ? scopeText(scope, prefix) : (node?.name.slice(prefix.length) ?? ''));
    });
  }
}

/** A default, if it has the type of the value: a size may be a word by default. */
function constantDefault(standard: Value | undefined, value: Plain): string | undefined {
  const plain = standard === undefined || !isScalar(standard) ? undefined : plainValue(standard);
  return typeof plain === typeof value ? literal(plain as Plain) : undefined;
}
