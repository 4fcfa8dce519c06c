import { valuesOf } from '../../dimensions/dimension';
import type { Expression } from '../../expression/ast';
import { rational } from '../../expression/rational';
import type { Body, NodeOf, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { scopesIn } from '../../graph/walk';
import { INCOMING } from '../../schema/words';

type Slice = NodeOf<'slice'>;

/** Where the equal shares of each `split` start and end, as expressions over the size of what it split. */
export function equalShares(graph: TypedGraph): ReadonlyMap<ValueId, Slice['symbols']> {
  const found = new Map<ValueId, Slice['symbols']>();
  for (const shares of sharesIn(graph.body)) {
    const sizes = new Set(shares.map(({ id }) => String(valuesOf(typingOf(graph, id).output))));
    if (sizes.size > 1) continue;
    for (const [index, share] of shares.entries()) found.set(share.id, symbolsOf(share, index, shares.length));
  }
  return found;
}

/** The layers that start the paths of each `split` in a body. */
function sharesIn({ steps }: Body): readonly (readonly Slice[])[] {
  return steps.flatMap((step) => {
    const inner = scopesIn(step).flatMap(({ body }) => sharesIn(body));
    if (step.type !== 'branch' || !step.branch.split) return inner;
    const firsts = step.branch.paths.flatMap(({ body }) => body.steps[0] ?? []);
    return [
      firsts.flatMap((first) => (first.type === 'node' && first.node.kind === 'slice' ? [first.node] : [])),
      ...inner,
    ];
  });
}

function symbolsOf({ attributes }: Slice, index: number, count: number): Slice['symbols'] {
  const span = { start: 0, end: 0 };
  const size: Expression = { type: 'name', name: `${INCOMING}.${attributes?.axis}`, ...span };
  const number = (value: number): Expression => ({ type: 'number', value: rational(BigInt(value)), ...span });
  const product = (factor: number): Expression =>
    factor === 1 ? size : { type: 'binary', operator: '*', left: number(factor), right: size, ...span };
  const share = (place: number): Expression =>
    place === count ? size : { type: 'binary', operator: '/', left: product(place), right: number(count), ...span };
  const end = ['end', share(index + 1)] as const;
  return new Map(index === 0 ? [end] : [['start', share(index)], end]);
}
