import { formatShape } from '../diagnostics/messages/words';
import type { Details } from '../diagnostics/report';
import { type Dimension, type Shape, type Site, valuesOf } from '../dimensions/dimension';
import { type Graph, type Node, nameOfValue, nodeOf } from '../graph/graph';
import { explainDimension } from './explain-dimension';

/**
 * Why paths do not join: one note a path with its shape, and for the odd one out (where the others agree) the chain of sums
 * that made it so; with the smallest edit that would mend it, where one layer alone is to blame. `whole` compares channels
 * too, as `add` does.
 */
export function explainJoin(graph: Graph, join: Node, inputs: readonly Shape[], whole: boolean): Details {
  const keys = inputs.map((shape) => formatShape(valuesOf(whole ? shape : shape.slice(0, -1))));
  const odd = oddOneOut(keys);
  const notes = inputs.map((shape, index) => {
    const mark = index === odd ? ', the odd one out' : '';
    const span = (nodeOf(graph, join.inputs[index] ?? 0) ?? graph.input).site.span;
    return { message: `\`${pathName(graph, join, index)}\` gives ${formatShape(valuesOf(shape))}${mark}`, span };
  });
  const help = mend(inputs, odd);
  if (odd === undefined) return { notes, help };
  const usual = inputs[odd === 0 ? 1 : 0] ?? [];
  const wrong = (inputs[odd] ?? []).filter(
    (size, axis) => (whole || axis < usual.length - 1) && size.value !== usual[axis]?.value,
  );
  const sums = new Map(wrong.flatMap((size) => explainDimension(size)).map((note) => [note.message, note]));
  const others = notes.filter((_, index) => index !== odd);
  return { notes: [...notes.slice(odd, odd + 1), ...sums.values(), ...others], help };
}

function pathName(graph: Graph, join: Node, index: number): string {
  const path = join.paths?.[index];
  return path === undefined ? nameOfValue(graph, join.inputs[index] ?? 0) : `path ${path}`;
}

/** The one index whose key differs from all others, where those agree; two that differ have none. */
function oddOneOut(keys: readonly string[]): number | undefined {
  if (keys.length < 3) return undefined;
  const lone = keys.filter((key) => keys.indexOf(key) === keys.lastIndexOf(key));
  return lone.length === 1 && new Set(keys).size === 2 ? keys.indexOf(lone[0] as string) : undefined;
}

/** A layer that shrank the odd path from just the size that the others have, by a window without a stride. */
function mend(inputs: readonly Shape[], odd: number | undefined): string | undefined {
  const suspects = odd === undefined ? inputs.map((_, index) => index) : [odd];
  for (const suspect of suspects) {
    const [height, width] = inputs[suspect] ?? [];
    const [usualHeight, usualWidth] = inputs[suspect === 0 ? 1 : 0] ?? [];
    if (!height || !width || !usualHeight || !usualWidth) continue;
    const sites = [shrunkFrom(height, usualHeight.value), shrunkFrom(width, usualWidth.value)];
    const [first, second] = sites.filter((site) => site !== 'fits');
    if (first && (second === undefined || second === first)) return `write \`padding: same\` on \`${first.name}\``;
  }
  return undefined;
}

/** The only layer that stands between a size and the wanted one, if it is a window that `same` would keep from shrinking. */
function shrunkFrom({ value, origin }: Dimension, wanted: number): Site | 'fits' | undefined {
  if (value === wanted) return 'fits';
  const [operand, other] = origin.type === 'derived' ? origin.operands : [];
  const keptByStride =
    origin.type === 'derived' && !origin.formula.startsWith('floor') && !origin.formula.startsWith('ceil');
  return operand && !other && operand.value === wanted && keptByStride ? origin.site : undefined;
}
