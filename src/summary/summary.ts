import { valuesOf } from '../dimensions/dimension';
import { nameOfValue, nodesFor, outputsIn } from '../graph/graph';
import { countParameters, sumTypings, type TypedGraph, type Typing } from '../graph/typed-graph';
import { slotsOf } from '../schema/optimizers';

/** What a spec comes to, as other programs read it (`schema/summary.schema.json`). Shapes are channels last, without the batch. */
export interface Summary {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly inputs: readonly Port[];
  readonly outputs: readonly OutputSummary[];
  readonly parameters: { readonly total: number; readonly trainable: number; readonly nonTrainable: number };
  /** Multiply-accumulates for one sample, forward; twice as many FLOPs. */
  readonly macs: number;
  /** The same of what is left outside of training; equal where no output is for training alone. */
  readonly inference: { readonly parameters: number; readonly macs: number };
  readonly nodes: readonly NodeSummary[];
  readonly memory?: Memory;
}

export interface Port {
  readonly name: string;
  /** Null where a mistake leaves it unknown. */
  readonly shape: readonly number[] | null;
}

export interface OutputSummary extends Port {
  readonly lossWeight: number;
  readonly trainOnly: boolean;
  /** Accuracy, prediction and exports use it. */
  readonly main: boolean;
}

export interface NodeSummary {
  /** Qualified by its blocks and paths: the key of its weights. */
  readonly name: string;
  readonly kind: string;
  readonly output: readonly number[] | null;
  readonly parameters: number;
  readonly macs: number;
  /** Values for one sample that the backward pass needs. */
  readonly activations: number;
  /** Height and width of the part of the input that one value depends on, `all`, or null where it is unknown. */
  readonly receptiveField: readonly [number, number] | 'all' | null;
  /** No output needs it outside of training. */
  readonly trainOnly: boolean;
  readonly from: readonly string[];
}

/** An estimate for training with numbers of four bytes. */
export interface Memory {
  readonly batch: number;
  readonly weightBytes: number;
  /** The input and the output of every node, kept for the backward pass. */
  readonly activationBytes: number;
  /** One number for each trainable weight. */
  readonly gradientBytes: number;
  readonly optimizerBytes: number;
  readonly totalBytes: number;
}

/** The table of a graph, as far as its shapes are known. `batch` adds an estimate of memory. */
export function summarizeGraph(graph: TypedGraph, batch?: number): Summary {
  const needed = nodesFor(graph, outputsIn(graph, 'inference'));
  const trained = nodesFor(graph, graph.outputs);
  const nodes = graph.nodes.map((node): NodeSummary => {
    const typing = graph.typings.get(node.id);
    return {
      name: node.name,
      kind: node.kind,
      output: typing ? valuesOf(typing.output) : null,
      parameters: typing ? countParameters(typing.weights).total : 0,
      macs: typing?.macs ?? 0,
      activations: typing?.activations ?? 0,
      receptiveField: fieldOf(typing),
      trainOnly: trained.has(node.id) && !needed.has(node.id),
      from: node.inputs.filter((id) => id >= 0).map((id) => nameOfValue(graph, id)),
    };
  });
  const { parameters: total, trainable, macs } = sumTypings(graph.typings.values());
  return {
    schemaVersion: 1,
    name: graph.name,
    inputs: graph.inputs.map(({ name, shape }) => ({ name, shape: shape.length > 0 ? shape : null })),
    outputs: graph.outputs.map(({ name, value, lossWeight, trainOnly, main }) => {
      const typing = graph.typings.get(value);
      return { name, shape: typing ? valuesOf(typing.output) : null, lossWeight, trainOnly, main };
    }),
    parameters: { total, trainable, nonTrainable: total - trainable },
    macs,
    inference: inferenceOf(nodes),
    nodes,
    ...(batch !== undefined && { memory: memoryOf(graph, batch, total, trainable) }),
  };
}

function fieldOf(typing: Typing | undefined): NodeSummary['receptiveField'] {
  if (!typing) return null;
  return typing.receptiveField === 'all' ? 'all' : typing.receptiveField.size;
}

function inferenceOf(nodes: readonly NodeSummary[]): Summary['inference'] {
  const kept = nodes.filter(({ trainOnly }) => !trainOnly);
  const sum = (key: 'parameters' | 'macs'): number => kept.reduce((total, node) => total + node[key], 0);
  return { parameters: sum('parameters'), macs: sum('macs') };
}

function memoryOf(graph: TypedGraph, batch: number, total: number, trainable: number): Memory {
  let activations = 0;
  for (const typing of graph.typings.values()) activations += typing.activations;
  const weightBytes = 4 * total;
  const activationBytes = 4 * batch * activations;
  const gradientBytes = 4 * trainable;
  const optimizerBytes = 4 * trainable * (graph.train ? slotsOf(graph.train.optimizer) : 0);
  return {
    batch,
    weightBytes,
    activationBytes,
    gradientBytes,
    optimizerBytes,
    totalBytes: weightBytes + activationBytes + gradientBytes + optimizerBytes,
  };
}
