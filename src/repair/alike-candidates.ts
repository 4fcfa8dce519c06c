import { nodeOf } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { isPlacing } from './attribute-candidates';
import type { Candidate } from './candidate';
import { together } from './together';

/** Bits for making the same slip in all layers of a kind instead of in one. */
const IN_ALL = 1;

/** More layers than this are rarely all wrong, and too many to name. */
const MOST = 4;

/**
 * The same edit of all layers of a kind: whoever forgets a padding often forgets it everywhere. Only attributes that place windows, since
 * layers differ in the others for good reasons. `edits` are single ones.
 */
export function alikeCandidates(edits: readonly Candidate[], graph: TypedGraph): readonly Candidate[] {
  const groups = new Map<string, Candidate[]>();
  for (const edit of edits) {
    const kind = nodeOf(graph, edit.shown ?? -1)?.kind;
    const [, what, attribute = ''] = /^write (`(\w+): [^`]*`) on `[^`]*`$/.exec(edit.text) ?? [];
    if (!kind || edit.isNamed || !isPlacing(attribute)) continue;
    const changes = `${what} on each ${kind}`;
    groups.set(changes, [...(groups.get(changes) ?? []), edit]);
  }
  return [...groups].flatMap(([changes, edits]) => {
    if (edits.length < 2 || edits.length > MOST) return [];
    const cost = edits.reduce((sum, edit) => sum + edit.cost, 0) / edits.length + IN_ALL;
    return [together(edits, { cost, changes })];
  });
}
