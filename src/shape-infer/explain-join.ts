import type { Note } from '../diagnostics/diagnostic';
import { formatShape } from '../diagnostics/messages/words';
import { type Shape, valuesOf } from '../dimensions/dimension';
import { type Graph, type Node, nameOfValue, nodeOf } from '../graph/graph';
import { explainDimension } from './explain-dimension';

/**
 * One note a path with its shape; the odd one out (where the others agree) comes first, with the chain of sums that made it so.
 * `whole` compares channels too, as `add` does.
 */
export function explainJoin(graph: Graph, join: Node, inputs: readonly Shape[], whole: boolean): Note[] {
  const keys = inputs.map((shape) => formatShape(valuesOf(whole ? shape : shape.slice(0, -1))));
  const odd = oddOneOut(keys);
  const notes = inputs.map((shape, index): Note => {
    const name =
      join.paths?.[index] === undefined ? nameOfValue(graph, join.inputs[index] ?? 0) : `path ${join.paths[index]}`;
    const mark = index === odd ? ', the odd one out' : '';
    return {
      message: `\`${name}\` gives ${formatShape(valuesOf(shape))}${mark}`,
      span: spanOfInput(graph, join, index),
    };
  });
  if (odd === undefined) return notes;
  const usual = inputs[odd === 0 ? 1 : 0] ?? [];
  const wrong = (inputs[odd] ?? []).filter(
    (size, axis) => (whole || axis < usual.length - 1) && size.value !== usual[axis]?.value,
  );
  const sums = new Map(wrong.flatMap((size) => explainDimension(size)).map((note) => [note.message, note]));
  return [...(notes[odd] ? [notes[odd]] : []), ...sums.values(), ...notes.filter((_, index) => index !== odd)];
}

function spanOfInput(graph: Graph, join: Node, index: number) {
  return (nodeOf(graph, join.inputs[index] ?? 0) ?? graph.input).site.span;
}

/** The one index whose key differs from all others, where those agree; two that differ have none. */
function oddOneOut(keys: readonly string[]): number | undefined {
  if (keys.length < 3) return undefined;
  const lone = keys.filter((key) => keys.indexOf(key) === keys.lastIndexOf(key));
  return lone.length === 1 && new Set(keys).size === 2 ? keys.indexOf(lone[0] as string) : undefined;
}
