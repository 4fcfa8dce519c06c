import { valuesOf } from '../dimensions/dimension';
import type { Body, ValueId } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import type { Sight } from './field-summary';
import type { NodeSummary } from './summary';

/** A use of a block, or a repeat, with what its layers come to together. */
export interface BlockSummary extends Sight {
  /** Qualified, as nodes are. */
  readonly name: string;
  /** The block that is used, or `repeat`. */
  readonly kind: string;
  /** 1 for what stands in `layers` of the spec, one more inside of each block or repeat. */
  readonly depth: number;
  readonly layers: number;
  /** The value at its end; null where a mistake leaves it unknown. */
  readonly output: readonly number[] | null;
  readonly parameters: number;
  readonly trainable: number;
  readonly macs: number;
  readonly activations: number;
  /** All of its layers are for training alone. */
  readonly trainOnly: boolean;
  /** Shares of the whole model, from 0 to 1. */
  readonly share: { readonly parameters: number; readonly macs: number };
}

type Sums = Pick<BlockSummary, 'layers' | 'parameters' | 'trainable' | 'macs' | 'activations' | 'trainOnly'>;

/** What sums up a graph: its nodes as rows, in its order, and what all come to. */
interface Rows {
  readonly graph: TypedGraph;
  readonly nodes: readonly NodeSummary[];
  readonly sight: (id: ValueId) => Sight;
  readonly total: { readonly parameters: number; readonly macs: number };
}

/** Every use of a block and every repeat, each before what it holds. */
export function blocksOf(rows: Rows): readonly BlockSummary[] {
  const blocks: BlockSummary[] = [];
  addBody(rows.graph.body, 1, rows, blocks);
  return blocks;
}

function addBody(body: Body, depth: number, rows: Rows, blocks: BlockSummary[]): Sums {
  let sums: Sums = { layers: 0, parameters: 0, trainable: 0, macs: 0, activations: 0, trainOnly: true };
  const { graph } = rows;
  for (const step of body.steps) {
    if (step.type === 'node') {
      const node = rows.nodes[step.node.id - graph.inputs.length];
      if (node) sums = plus(sums, { ...node, layers: 1 });
    } else if (step.type === 'use') {
      const { name, block, body: inner } = step.use;
      sums = plus(sums, addBlock(name, block, [inner], depth, rows, blocks));
    } else {
      sums = plus(sums, addBlock(step.repeat.name, 'repeat', step.repeat.turns, depth, rows, blocks));
    }
  }
  return sums;
}

function addBlock(
  name: string,
  kind: string,
  bodies: readonly Body[],
  depth: number,
  rows: Rows,
  blocks: BlockSummary[],
) {
  const place = blocks.length;
  blocks.length++;
  const none: Sums = { layers: 0, parameters: 0, trainable: 0, macs: 0, activations: 0, trainOnly: true };
  const sums = bodies.map((body) => addBody(body, depth + 1, rows, blocks)).reduce(plus, none);
  const result = bodies.at(-1)?.result ?? -1;
  const output = rows.graph.typings.get(result)?.output;
  blocks[place] = {
    name,
    kind,
    depth,
    output: output ? valuesOf(output) : null,
    ...rows.sight(result),
    ...sums,
    trainOnly: sums.trainOnly && sums.layers > 0,
    share: { parameters: share(sums.parameters, rows.total.parameters), macs: share(sums.macs, rows.total.macs) },
  };
  return sums;
}

function plus(a: Sums, b: Sums): Sums {
  return {
    layers: a.layers + b.layers,
    parameters: a.parameters + b.parameters,
    trainable: a.trainable + b.trainable,
    macs: a.macs + b.macs,
    activations: a.activations + b.activations,
    trainOnly: a.trainOnly && b.trainOnly,
  };
}

/** Four digits are enough for people and for sorting. */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((10_000 * part) / whole) / 10_000;
}
