import { type BlockUse, type Body, type Graph, nodesFor, type Output, type ValueId } from '../../graph/graph';
import { flatSteps } from '../../graph/walk';

/** Which nodes of a graph a program needs, and which values of a block are used outside it. */
export interface LiveValues {
  /** The nodes that the outputs depend on. */
  readonly nodes: ReadonlySet<ValueId>;
  /** For every use of a block: the values that others read, its result first. */
  readonly exports: ReadonlyMap<BlockUse, readonly ValueId[]>;
}

/** Finds what leads to some outputs, and what leaves each block. */
export function findLiveValues(graph: Graph, outputs: readonly Output[]): LiveValues {
  const nodes = nodesFor(graph, outputs);
  const exports = new Map<BlockUse, Set<ValueId>>();
  const homes = homesOf(graph.body, exports);

  /** A value read in some place leaves every use of a block that contains it but not that place. */
  const read = (value: ValueId, place: readonly BlockUse[]): void => {
    const home = homes.get(value) ?? [];
    for (const [depth, use] of home.entries()) if (place[depth] !== use) exports.get(use)?.add(value);
  };
  const visit = (body: Body, place: readonly BlockUse[]): void => {
    for (const step of flatSteps(body)) {
      if (step.type === 'use') {
        visit(step.use.body, [...place, step.use]);
      } else if (nodes.has(step.node.id)) {
        for (const input of step.node.inputs) read(input, place);
      }
    }
  };
  visit(graph.body, []);
  for (const { value } of outputs) read(value, []);
  return { nodes, exports: new Map([...exports].map(([use, values]) => [use, resultFirst(use, [...values])])) };
}

function resultFirst({ body }: BlockUse, values: readonly ValueId[]): ValueId[] {
  return values.toSorted((a, b) => Number(b === body.result) - Number(a === body.result) || a - b);
}

/** The uses of blocks that contain each node, outermost first. */
function homesOf(top: Body, exports: Map<BlockUse, Set<ValueId>>): ReadonlyMap<ValueId, readonly BlockUse[]> {
  const homes = new Map<ValueId, readonly BlockUse[]>();
  const visit = (body: Body, home: readonly BlockUse[]): void => {
    for (const step of flatSteps(body)) {
      if (step.type === 'node') homes.set(step.node.id, home);
      else {
        exports.set(step.use, new Set());
        visit(step.use.body, [...home, step.use]);
      }
    }
  };
  visit(top, []);
  return homes;
}
