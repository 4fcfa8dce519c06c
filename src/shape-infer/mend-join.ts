import type { Dimension, Shape } from '../dimensions/dimension';
import type { Graph, Node } from '../graph/graph';

interface Majority {
  readonly target: Shape;
  /** Indices of the paths that have another shape. */
  readonly wrong: readonly number[];
}

/**
 * The smallest edits that make paths join, in words: `padding: same` where windows without a stride shrank a path from just the
 * wanted size, and `filters` where a convolution gives other channels. Undefined where a path needs more than that. Without a
 * majority either of two paths may be the one to mend.
 */
export function mendJoin(
  graph: Graph,
  inputs: readonly Shape[],
  majority: Majority | undefined,
  whole: boolean,
): string | undefined {
  if (majority)
    return sentence(majority.wrong.map((index) => mendPath(graph, inputs[index] ?? [], majority.target, whole)));
  if (inputs.length !== 2) return undefined;
  const [first = [], second = []] = inputs;
  return sentence([mendPath(graph, first, second, whole)]) ?? sentence([mendPath(graph, second, first, whole)]);
}

function sentence(paths: readonly (readonly string[] | undefined)[]): string | undefined {
  if (!paths.every((edits) => edits !== undefined)) return undefined;
  const edits = [...new Set(paths.flat())];
  return edits.length === 0 ? undefined : `write ${edits.join(', and ')}`;
}

/** The edits for one path; undefined where it cannot be mended so. */
function mendPath(graph: Graph, shape: Shape, target: Shape, whole: boolean): readonly string[] | undefined {
  if (shape.length !== 3 || target.length !== 3) return undefined;
  const edits: string[] = [];
  for (const [axis, size] of shape.entries()) {
    const wanted = target[axis]?.value ?? 0;
    if (size.value === wanted || (axis === 2 && !whole)) continue;
    const found = axis === 2 ? mendChannels(graph, size, wanted) : mendWindows(graph, size, wanted);
    if (!found) return undefined;
    edits.push(...found);
  }
  return edits;
}

function mendChannels(graph: Graph, { origin }: Dimension, wanted: number): readonly string[] | undefined {
  const node = nodeNamed(graph, origin.site.name);
  return origin.type === 'written' && node?.kind === 'conv2d'
    ? [`\`filters: ${wanted}\` on \`${node.name}\``]
    : undefined;
}

/** The windows that lead from the wanted size to this one, if `same` keeps each of them from shrinking. */
function mendWindows(graph: Graph, size: Dimension, wanted: number): readonly string[] | undefined {
  const edits: string[] = [];
  let current = size;
  while (current.value !== wanted) {
    const { origin } = current;
    const [operand, other] = origin.type === 'derived' ? origin.operands : [];
    const edit = padSame(nodeNamed(graph, origin.site.name));
    if (!operand || other || !edit) return undefined;
    edits.push(edit);
    current = operand;
  }
  return edits.reverse();
}

/** Padding that keeps the size of a window's input; undefined for a layer that has none to give, or strides. */
function padSame(node: Node | undefined): string | undefined {
  if (node?.kind !== 'conv2d' && node?.kind !== 'max_pool2d' && node?.kind !== 'avg_pool2d') return undefined;
  const { attributes } = node;
  const stride = attributes?.stride ?? attributes?.kernel;
  if (stride?.some((step) => step !== 1)) return undefined;
  const mean = node.kind === 'avg_pool2d' && node.attributes?.count_include_pad === undefined;
  return `\`padding: same${mean ? ', count_include_pad: false' : ''}\` on \`${node.name}\``;
}

function nodeNamed(graph: Graph, name: string): Node | undefined {
  return graph.nodes.find((node) => node.name === name);
}
