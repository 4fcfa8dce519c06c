import type { Body, Graph, ValueId } from './graph';

/** What a name stands for: a value, and the kind of thing in a word. */
export interface NamedValue {
  readonly value: ValueId;
  /** A layer, the use of a block, a repeat or a turn of one, a path of a branch, a side path, or an input of the model. */
  readonly what: 'input' | 'layer' | 'block' | 'repeat' | 'turn' | 'path' | 'side';
}

/**
 * Every qualified name of a graph with the value it stands for: that of a scope (a block in use, a repeat, a path) is the value at
 * its end, as `from` means it.
 */
export function namedValues(graph: Graph): ReadonlyMap<string, NamedValue> {
  const names = new Map<string, NamedValue>();
  for (const [value, { name }] of graph.inputs.entries()) names.set(name, { value, what: 'input' });
  for (const { id, name, localName, paths, inputs } of graph.nodes) {
    names.set(name, { value: id, what: 'layer' });
    const scope = name.slice(0, name.length - localName.length);
    for (const [index, path] of (paths ?? []).entries()) {
      names.set(`${scope}${path}`, { value: inputs[index] ?? id, what: 'path' });
    }
  }
  nameBodies(graph.body, names);
  nameSides(graph, names);
  return names;
}

function nameBodies({ steps }: Body, names: Map<string, NamedValue>): void {
  for (const step of steps) {
    if (step.type === 'use') {
      names.set(step.use.name, { value: step.use.body.result, what: 'block' });
      nameBodies(step.use.body, names);
    } else if (step.type === 'repeat') {
      const { name, turns } = step.repeat;
      const last = turns.at(-1);
      if (last) names.set(name, { value: last.result, what: 'repeat' });
      for (const [turn, body] of turns.entries()) {
        names.set(`${name}/${turn}`, { value: body.result, what: 'turn' });
        nameBodies(body, names);
      }
    }
  }
}

/** Scopes that no list of steps tells of are side paths: each ends with its last layer. */
function nameSides({ nodes }: Graph, names: Map<string, NamedValue>): void {
  for (const { id, name } of nodes) {
    for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
      const scope = name.slice(0, end);
      const known = names.get(scope);
      if (!known || known.what === 'side') names.set(scope, { value: id, what: 'side' });
    }
  }
}

/** The nodes that a name covers: the layer itself, or all layers inside of a scope. */
export function nodesNamed({ nodes }: Graph, name: string): Graph['nodes'] {
  return nodes.filter((node) => node.name === name || node.name.startsWith(`${name}/`));
}
