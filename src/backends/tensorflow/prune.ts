import { nodeName } from './graph-builder';
import type { NodeDef, Signature } from './proto/saved-model';

/** The operations that some signature runs, in order: rows write every gradient, and not all of them are needed. */
export function prune(nodes: readonly NodeDef[], signatures: ReadonlyMap<string, Signature>): NodeDef[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const kept = new Set<string>();
  const waiting = [...signatures.values()].flatMap(({ inputs, outputs }) =>
    [...inputs.values(), ...outputs.values()].map(({ name }) => nodeName(name)),
  );
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (kept.has(name)) continue;
    kept.add(name);
    waiting.push(...(byName.get(name)?.inputs ?? []).map(nodeName));
  }
  return nodes.filter(({ name }) => kept.has(name));
}
