import { both } from '../diagnostics/messages/words';
import type { ValueId } from '../graph/graph';
import type { Candidate, Change, Values } from './candidate';

/** Several edits of attributes as one candidate, in the order of the layers. */
export function together(
  edits: readonly Candidate[],
  { cost, changes }: Pick<Candidate, 'cost' | 'changes'>,
): Candidate {
  const chosen = edits.toSorted((a, b) => (a.shown ?? 0) - (b.shown ?? 0));
  return {
    change: changeOf(chosen),
    text: inWords(chosen.map(({ text }) => text)),
    edits: chosen.flatMap((edit) => edit.edits),
    cost,
    changes,
  };
}

/** What several edits of attributes change. */
export function changeOf(edits: readonly Candidate[]): Change {
  const attributes = new Map<ValueId, Values>();
  for (const { change } of edits)
    for (const [id, values] of change?.attributes ?? []) attributes.set(id, { ...attributes.get(id), ...values });
  return { attributes };
}

/** `` write `a: 1` on `x` and `y`, and `b: 2` on `z` ``: layers with the same edit are named together. */
function inWords(texts: readonly string[]): string {
  const layers = new Map<string, string[]>();
  for (const text of texts) {
    const [, what = text, layer = ''] = /^write (`[^`]*`) on (`[^`]*`)$/.exec(text) ?? [];
    layers.set(what, [...(layers.get(what) ?? []), layer]);
  }
  const phrases = [...layers].map(([what, names]) => (names[0] === '' ? what : `${what} on ${both(names)}`));
  return `write ${phrases.join(', and ').replaceAll('write ', '')}`;
}
