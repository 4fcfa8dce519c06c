import type { Report } from '../../diagnostics/report';
import { product } from '../../dimensions/dimension';
import { extents } from '../../dimensions/window';
import type { Body, Branch, Node } from '../../graph/graph';
import { locationOf } from '../../graph/locations';
import { windowOfNode } from '../../graph/node-window';
import type { TypedGraph } from '../../graph/typed-graph';
import { nodesIn, scopesIn } from '../../graph/walk';
import { layerOf } from '../../schema/kinds';

const numbers: Readonly<Record<string, number>> = { one: 1, three: 3, five: 5, seven: 7, nine: 9, eleven: 11 };
/** Words that number paths rather than describe kernels. */
const ORDINALS = ['two', 'four', 'six', 'eight', 'first', 'second', 'third'];

/** A path of a branch and its windows. */
interface NamedPath {
  readonly name: string;
  readonly size: number;
  readonly windows: readonly Node[];
}

/**
 * Warns about paths named after a kernel size that none of their convolutions has, such as `five` or `5x5` over 3 x 3. Two 3 x
 * 3 convolutions together cover 5 x 5 and may have that name, and so may a dilated one that has or covers it.
 */
export function warnAboutKernelNames(graph: TypedGraph, report: Report): void {
  const visit = ({ steps }: Body): void => {
    for (const step of steps) {
      if (step.type === 'branch') warnAboutBranch(graph, step.branch, report);
      for (const { body } of scopesIn(step)) visit(body);
    }
  };
  visit(graph.body);
}

function warnAboutBranch(graph: TypedGraph, { paths }: Branch, report: Report): void {
  const names = paths.map(({ localName }) => localName);
  for (const { localName: name, body } of paths) {
    const size = sizeSaid(name, names);
    if (size !== undefined) warnAboutPath(graph, { name, size, windows: nodesIn(body).filter(isConvolution) }, report);
  }
}

/** The kernel size that a path is named after: `five`, `5x5`, `branch_5x5`. */
function sizeSaid(path: string, siblings: readonly string[]): number | undefined {
  const word = numbers[path];
  if (word !== undefined) return siblings.some((other) => ORDINALS.includes(other)) ? undefined : word;
  const [, height, width] = /(?<![0-9])([1357911]{1,2})x([1357911]{1,2})(?![0-9])/.exec(path) ?? [];
  const size = Number(height);
  return height !== undefined && height === width && size <= 11 ? size : undefined;
}

function warnAboutPath(graph: TypedGraph, { name, size, windows }: NamedPath, report: Report): void {
  const [first] = windows;
  if (!first) return;
  for (const axis of extentsOf(first).keys()) {
    const all = windows.flatMap((node) => extentsOf(node)[axis] ?? []);
    const together = all.reduce((sum, one) => sum + one - 1, 1);
    const has = windows.some((node) => windowOfNode(node)?.kernel[axis] === size);
    if (has || all.includes(size) || together === size) return;
  }
  const area = (node: Node): number => product(extentsOf(node));
  const largest = windows.toSorted((a, b) => area(b) - area(a))[0] ?? first;
  const kernel = windowOfNode(largest)?.kernel ?? [];
  const args = { what: `path \`${name}\``, says: `${size} x ${size}`, found: kernel.join(' x ') };
  const { span, uses } = locationOf(graph, largest, 'kernel', 0);
  report.add('layers/kernel-name', span, args, { uses });
}

function isConvolution({ kind, attributes }: Node): boolean {
  const { window } = layerOf(kind).traits;
  return attributes !== undefined && (window?.use === 'convolution' || window?.use === 'transposed_convolution');
}

function extentsOf(node: Node): readonly number[] {
  const window = windowOfNode(node);
  return window ? extents(window) : [];
}
