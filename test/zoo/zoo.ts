import { messageOf } from '../../src/diagnostics/wording';
import { product, valuesOf } from '../../src/dimensions/dimension';
import { namedValues } from '../../src/graph/named-values';
import type { TypedGraph } from '../../src/graph/typed-graph';
import type { WeightSpec } from '../../src/schema/layer';
import { type Summary, summarizeGraph } from '../../src/summary/summary';
import { compileShipped } from '../support/shipped-specs';

/** A net of the zoo with other values of `let`; throws on errors. */
export function graphOf(net: string, settings: Readonly<Record<string, string>> = {}): TypedGraph {
  const { graph, diagnostics } = compileShipped(`specs/${net}.yaml`, settings);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(messageOf);
  if (!graph || errors.length > 0) throw new Error(`${net}: ${errors.join(', ')}`);
  return graph;
}

/** Parameters and multiply-accumulates by each way of counting. */
export interface Counts {
  /** With statistics, without train-only heads. */
  readonly all: number;
  /** Trainable parameters, without such heads. */
  readonly trainable: number;
  readonly withHeads: number;
  readonly trainableWithHeads: number;
  readonly macs: number;
  readonly macsWithHeads: number;
}

export function countsOf(net: string, settings: Readonly<Record<string, string>> = {}): Counts {
  const graph = graphOf(net, settings);
  const summary = summarizeGraph(graph);
  const statistics = statisticsIn(graph, summary);
  return {
    all: summary.inference.parameters,
    trainable: summary.inference.parameters - statistics,
    withHeads: summary.parameters.total,
    trainableWithHeads: summary.parameters.trainable,
    macs: summary.inference.macs,
    macsWithHeads: summary.macs,
  };
}

/** Numbers in the running statistics of the inference graph. */
function statisticsIn({ nodes, typings, weights }: TypedGraph, summary: Summary): number {
  let count = 0;
  for (const [index, { id }] of nodes.entries()) {
    if (summary.nodes[index]?.trainOnly) continue;
    for (const key of typings.get(id)?.weights.values() ?? []) {
      const { what, shape } = weights.get(key) as WeightSpec;
      if (what === 'statistic') count += product(shape);
    }
  }
  return count;
}

/** The shape of a layer, or of the end of a block, by its name in the spec. */
export function shapeOf(graph: TypedGraph, name: string): string {
  const id = namedValues(graph).get(name)?.value;
  const typing = id === undefined ? undefined : graph.typings.get(id);
  return typing ? valuesOf(typing.output).join('x') : `no ${name}`;
}
