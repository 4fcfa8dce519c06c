import type { Note } from '../../diagnostics/diagnostic';
import { both, count as countOf } from '../../diagnostics/messages/words';
import { macsFormula, weightsFormula } from '../../graph/count-formula';
import type { Node } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import { type Cost, ownerOf, sumNodes } from '../../graph/weights';

/** How many layers one sum names, the largest first. */
const MAXIMUM_LAYERS = 4;

/** Where a count of some layers comes from: the weights or kernels of the only one, or else how much the largest ones add. */
export function explainCount(graph: TypedGraph, nodes: readonly Node[], count: keyof Cost): readonly Note[] {
  const terms = termsOf(graph, nodes, count);
  const total = terms.reduce((sum, { value }) => sum + value, 0);
  const [first, second] = terms;
  if (!first) return [{ message: `no layer has ${count === 'macs' ? 'multiply-accumulates' : `${count} of its own`}` }];
  if (!second) {
    const formula =
      count === 'macs' ? macsFormula(graph, first.node) : weightsFormula(graph, first.node, count === 'trainable');
    return formula ? [{ message: `${total} = ${formula} in \`${first.node.name}\``, span: first.node.site.span }] : [];
  }
  const largest = terms.toSorted((a, b) => b.value - a.value);
  const named = largest.length > MAXIMUM_LAYERS + 1 ? largest.slice(0, MAXIMUM_LAYERS) : largest;
  const rest = largest.slice(named.length);
  const others = rest.length > 0 ? [rest.reduce((sum, { value }) => sum + value, 0)] : [];
  const sum = [...named.map(({ value }) => value), ...others].join(' + ');
  const names = [
    ...named.map(({ node }) => `\`${node.name}\``),
    ...(rest.length > 0 ? [countOf(rest.length, 'other')] : []),
  ];
  return [{ message: `${total} = ${sum} in ${both(names)}`, span: largest[0]?.node.site.span }];
}

interface Term {
  readonly node: Node;
  readonly value: number;
}

/** What each layer adds; weights that layers share are those of the first. */
function termsOf(graph: TypedGraph, nodes: readonly Node[], count: keyof Cost): readonly Term[] {
  const counted = new Set<Node>();
  return nodes.flatMap((node): readonly Term[] => {
    const owner = ownerOf(graph, node);
    const known = count !== 'macs' && counted.has(owner);
    counted.add(owner);
    const value = known ? 0 : sumNodes(graph, [node])[count];
    return value === 0 ? [] : [{ node, value }];
  });
}
