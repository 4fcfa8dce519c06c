import type { Expression } from '../../expression/ast';
import { rational } from '../../expression/rational';
import type { Body, NodeOf, Split, ValueId } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import { scopesIn } from '../../graph/walk';
import { INCOMING } from '../../schema/words';

type Slice = NodeOf<'slice'>;

/** The layer that takes a share, as a program writes it. */
export type Share = Pick<Slice, 'attributes' | 'symbols'>;

/** The shares of each `split`, in terms of what the spec says: equal parts, or its `sizes`. The last share has no end. */
export function sharesOf(graph: TypedGraph): ReadonlyMap<ValueId, Share> {
  return new Map(splitsIn(graph.body).flatMap(({ split, shares }) => written(split, shares)));
}

interface SplitValue {
  readonly split: Split;
  /** The layers that start the paths. */
  readonly shares: readonly Slice[];
}

function splitsIn({ steps }: Body): readonly SplitValue[] {
  return steps.flatMap((step) => {
    const inner = scopesIn(step).flatMap(({ body }) => splitsIn(body));
    if (step.type !== 'branch' || !step.branch.split) return inner;
    const firsts = step.branch.paths.flatMap(({ body }) => body.steps[0] ?? []);
    const shares = firsts.flatMap((first) =>
      first.type === 'node' && first.node.kind === 'slice' ? [first.node] : [],
    );
    return [{ split: step.branch.split, shares }, ...inner];
  });
}

function written(split: Split, shares: readonly Slice[]): readonly (readonly [ValueId, Share])[] {
  return shares.map((share, index) => {
    const isLast = index === shares.length - 1;
    const place = (key: 'start' | 'end', before: number): readonly (readonly [string, Expression])[] => {
      const expression = split.sizes ? sumBefore(split.sizes, shares, before) : part(share, before, shares.length);
      return expression ? [[key, expression]] : [];
    };
    const symbols = new Map([...(index > 0 ? place('start', index) : []), ...(isLast ? [] : place('end', index + 1))]);
    const attributes = share.attributes && { ...share.attributes, ...(isLast && { end: undefined }) };
    return [share.id, { attributes, symbols }] as const;
  });
}

const span = { start: 0, end: 0 };

function number(value: number): Expression {
  return { type: 'number', value: rational(BigInt(value)), ...span };
}

/** Where a number of equal parts of all end. */
function part({ attributes }: Slice, before: number, count: number): Expression {
  const size: Expression = { type: 'name', name: `${INCOMING}.${attributes?.axis}`, ...span };
  const left: Expression =
    before === 1 ? size : { type: 'binary', operator: '*', left: number(before), right: size, ...span };
  return { type: 'binary', operator: '/', left, right: number(count), ...span };
}

/** The sum of the first sizes; undefined if all of these are numbers. */
function sumBefore(
  sizes: NonNullable<Split['sizes']>,
  shares: readonly Slice[],
  before: number,
): Expression | undefined {
  if (![...sizes.keys()].some((index) => index < before)) return undefined;
  return shares
    .slice(0, before)
    .map(({ attributes }, index) => sizes.get(index) ?? number((attributes?.end ?? 0) - (attributes?.start ?? 0)))
    .reduce((left, right) => ({ type: 'binary', operator: '+', left, right, ...span }));
}
