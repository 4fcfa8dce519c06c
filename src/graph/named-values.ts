import type { Body, Graph, Node, Scope, ValueId } from './graph';
import { scopesIn } from './walk';

/** What a name refers to, and its value in `from`: for a scope, its last value. */
export type NamedValue = { readonly value: ValueId } & (
  | { readonly what: 'input' }
  | { readonly what: 'layer'; readonly node: Node }
  | { readonly what: 'repeat'; readonly iterations: readonly Scope[] }
  | { readonly what: ScopeType; readonly body: Body }
);

/** A use of a block, an iteration of a repeat, a path of a branch, or a side path. */
export type ScopeType = 'block' | 'iteration' | 'path' | 'side';

const scopeTypes = { use: 'block', repeat: 'iteration', branch: 'path', side: 'side' } as const;

/** Every qualified name of a graph: first the inputs, then the layers in order, each scope before its contents. */
export function namedValues({ inputs, body }: Graph): ReadonlyMap<string, NamedValue> {
  const names = new Map<string, NamedValue>();
  for (const [value, { name }] of inputs.entries()) names.set(name, { value, what: 'input' });
  addNames(body, names);
  return names;
}

function addNames({ steps }: Body, names: Map<string, NamedValue>): void {
  for (const step of steps) {
    if (step.type === 'node') {
      const { node } = step;
      names.set(node.name, { value: node.id, what: 'layer', node });
      continue;
    }
    if (step.type === 'repeat') {
      const { name, iterations } = step.repeat;
      const last = iterations.at(-1);
      if (last) names.set(name, { value: last.body.result, what: 'repeat', iterations });
    }
    for (const { name, body } of scopesIn(step)) {
      names.set(name, { value: body.result, what: scopeTypes[step.type], body });
      addNames(body, names);
    }
  }
}
