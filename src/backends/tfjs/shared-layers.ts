import { entry, valuesOf } from '../../dimensions/dimension';
import type { Body, Node, Scope, Step, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { nodesIn } from '../../graph/walk';
import { ownerOf } from '../../graph/weights';
import { type Code, flatten, wrap } from '../source/code';
import type { Frame, Program, Sharers } from './frame';

export function sharersIn(graph: TypedGraph, live: ReadonlySet<ValueId>): Sharers {
  const sharers = new Map<ValueId, Node[]>();
  for (const node of graph.nodes) {
    const owner = ownerOf(graph, node).id;
    if (live.has(node.id)) sharers.set(owner, [...(sharers.get(owner) ?? []), node]);
  }
  return new Map([...sharers].filter(([owner, nodes]) => nodes.some(({ id }) => id !== owner)));
}

/**
 * The graph with the blocks inlined that contain layers with shared weights: a block's function would construct new layers at each use.
 */
export function withoutSharedBlocks(graph: TypedGraph, sharers: Sharers): TypedGraph {
  if (sharers.size === 0) return graph;
  const shares = (node: Node): boolean => sharers.has(ownerOf(graph, node).id);
  const bodyOf = (body: Body): Body => ({ ...body, steps: body.steps.map(stepOf) });
  const scopeOf = <S extends Scope>(scope: S): S => ({ ...scope, body: bodyOf(scope.body) });
  const stepOf = (step: Step): Step => {
    switch (step.type) {
      case 'node':
        return step;
      case 'use':
        return nodesIn(step.use.body).some(shares) ? { type: 'side', side: scopeOf(step.use) } : step;
      case 'repeat':
        return { type: 'repeat', repeat: { ...step.repeat, iterations: step.repeat.iterations.map(scopeOf) } };
      case 'branch':
        return { type: 'branch', branch: { ...step.branch, paths: step.branch.paths.map(scopeOf) } };
      case 'side':
        return { type: 'side', side: scopeOf(step.side) };
    }
  };
  return { ...graph, body: bodyOf(graph.body) };
}

/**
 * The layer of a node with shared weights, as an expression. The first layer with the weights is declared in a variable. A node whose
 * layer would be constructed alike applies that same layer; another gets its own layer with the weights of the first. `make` renders the layer
 * with a name.
 */
export function sharedLayer(
  { graph, sharing }: Program,
  frame: Frame,
  node: Node,
  make: (name: string | undefined) => Code,
): Code {
  const owner = ownerOf(graph, node);
  const rank = valuesOf(typingOf(graph, entry(node.inputs, 0)).output).length;
  const like = `${rank} ${flatten(make(undefined))}`;
  const known = sharing.layers.get(owner.id) ?? [];
  const same = known.find((layer) => layer.like === like);
  if (same) return same.identifier;
  const [first] = known;
  const identifier = frame.names.mint(`${node.name}/layer`);
  // Weights files use the name of the owner, even if the owner is not in the program.
  const code = make(first ? node.name : owner.name);
  sharing.layers.set(owner.id, [...known, { identifier, like }]);
  const made: Code = first
    ? { open: 'withWeightsOf(', items: [first.identifier, code], close: ')', uses: ['withWeightsOf'] }
    : code;
  sharing.declared.push(wrap(`const ${identifier} = `, made, ';'));
  return identifier;
}
