import type { Axis } from '../dimensions/axis';
import { axesOf, valuesOf } from '../dimensions/dimension';
import { nameOfValue, nodesFor, outputsIn } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { usedNodes } from '../graph/unread';
import { ownerOf, sumNodes } from '../graph/weights';
import { type BlockSummary, blocksOf, type NodeSummary } from './blocks';
import { type Conventions, conventionsOf } from './conventions';
import { nodeFieldOf } from './field-summary';
import { type Memory, memoryOf } from './memory';

export type { Memory } from './memory';

/** The summary of a spec, as printed in JSON (`schema/summary.schema.json`). Shapes are channels last, without the batch. */
export interface Summary {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly inputs: readonly Port[];
  readonly outputs: readonly OutputSummary[];
  readonly parameters: { readonly total: number; readonly trainable: number; readonly nonTrainable: number };
  /** Multiply-accumulates per sample, forward pass; FLOPs are twice as many. */
  readonly macs: number;
  /** The same numbers for inference; equal if no output is training-only. */
  readonly inference: { readonly parameters: number; readonly macs: number };
  /** The net counted by the conventions of published numbers. */
  readonly conventions: Conventions;
  readonly nodes: readonly NodeSummary[];
  /** Every use of a block and every repeat, outer ones first. */
  readonly blocks: readonly BlockSummary[];
  readonly memory?: Memory;
}

export interface Port {
  readonly name: string;
  /** Null if unknown because of an error. */
  readonly shape: readonly number[] | null;
  /** The axis of each size of the shape. */
  readonly axes: readonly Axis[] | null;
}

export interface OutputSummary extends Port {
  readonly lossWeight: number;
  readonly trainOnly: boolean;
  /** Used for accuracy, prediction and exports. */
  readonly main: boolean;
}

/** Summarises a graph as far as its shapes are known. `batch` adds a memory estimate. */
export function summarizeGraph(graph: TypedGraph, batch?: number): Summary {
  const needed = nodesFor(graph, outputsIn(graph, 'inference'));
  const used = usedNodes(graph);
  const fieldOf = nodeFieldOf(graph);
  const nodes = graph.nodes.map((node): NodeSummary => {
    const typing = graph.typings.get(node.id);
    const count = node.sharing ? { parameters: 0, trainable: 0 } : sumNodes(graph, [node]);
    return {
      name: node.name,
      kind: node.kind,
      output: typing ? valuesOf(typing.output) : null,
      weightsOf: node.sharing ? ownerOf(graph, node).name : null,
      parameters: count.parameters,
      trainable: count.trainable,
      macs: typing?.macs ?? 0,
      activations: typing?.activations ?? 0,
      ...fieldOf(typing),
      trainOnly: used.has(node.id) && !needed.has(node.id),
      unread: !used.has(node.id),
      from: node.inputs.filter((id) => id >= 0).map((id) => nameOfValue(graph, id)),
    };
  });
  const all = sumNodes(graph);
  const lasting = sumNodes(
    graph,
    graph.nodes.filter((_, index) => nodes[index]?.trainOnly === false),
  );
  const { parameters: total, trainable, macs } = all;
  return {
    schemaVersion: 1,
    name: graph.name,
    inputs: graph.inputs.map(({ name, shape, axes }) =>
      shape.length > 0 ? { name, shape, axes } : { name, shape: null, axes: null },
    ),
    outputs: graph.outputs.map(({ name, value, lossWeight, trainOnly, main }) => {
      const typing = graph.typings.get(value);
      const [shape, axes] = typing ? [valuesOf(typing.output), axesOf(typing.output)] : [null, null];
      return { name, shape, axes, lossWeight, trainOnly, main };
    }),
    parameters: { total, trainable, nonTrainable: total - trainable },
    macs,
    inference: { parameters: lasting.parameters, macs: lasting.macs },
    conventions: conventionsOf(all, lasting),
    nodes,
    blocks: blocksOf({
      graph,
      nodes,
      fieldOf: (id) => fieldOf(graph.typings.get(id)),
      total: { parameters: total, macs },
    }),
    ...(batch !== undefined && { memory: memoryOf(graph, batch, total, trainable) }),
  };
}
