import type { Report } from '../../diagnostics/report';
import { product, spatialAxes, valuesOf } from '../../dimensions/dimension';
import type { Node, ValueId } from '../../graph/graph';
import { locationOf } from '../../graph/locations';
import type { TypedGraph } from '../../graph/typed-graph';
import { datasets } from '../../schema/datasets';
import { layerOf } from '../../schema/kinds';
import type { TrainAst } from '../ast';

/** The layers that share the weights of each layer that others share with. */
export type Sharers = ReadonlyMap<ValueId, readonly Node[]>;

/** A bias is shared too, so it is useless only if a norm cancels it after every layer that uses it. */
export function warnAboutBiases(
  graph: TypedGraph,
  sharers: Sharers,
  readers: ReadonlyMap<ValueId, number>,
  report: Report,
): void {
  const norms = new Map<ValueId, Node>();
  for (const node of graph.nodes) {
    const [input] = node.inputs;
    if (input !== undefined && readers.get(input) === 1 && cancelsBias(node)) norms.set(input, node);
  }
  for (const owner of graph.nodes) {
    const { bias } = (owner.attributes ?? {}) as { readonly bias?: boolean };
    if (bias !== true || owner.sharing) continue;
    const layers = [owner, ...(sharers.get(owner.id) ?? [])];
    const after = layers.flatMap(({ id }) => norms.get(id) ?? []);
    const [norm] = after;
    if (!norm || after.length < layers.length) continue;
    const notes = after.map(({ localName, site }) => ({ message: `\`${localName}\` is here`, span: site.span }));
    const { span, uses } = locationOf(graph, owner, 'bias');
    const args = { layer: owner.localName, norm: norm.localName, shared: layers.length > 1 };
    report.add('layers/bias-before-norm', span, args, { uses, notes });
  }
}

/** The attributes that norms have. */
interface NormAttributes {
  readonly center?: boolean;
  readonly trainable?: boolean;
  readonly momentum?: number;
}

function attributesOf({ attributes }: Node): NormAttributes {
  return (attributes ?? {}) as NormAttributes;
}

/** Whether it is a norm with its own offset, which replaces the bias that it cancels. */
function cancelsBias(node: Node): boolean {
  return layerOf(node.kind).traits.ignoresBias === true && attributesOf(node).center !== false && !isFrozen(node);
}

/** Whether it is a norm that always uses its running statistics. They do not follow the values, so a bias before it has an effect. */
function isFrozen(node: Node): boolean {
  return layerOf(node.kind).traits.modeDependent === true && attributesOf(node).trainable === false;
}

/** Running statistics that keep less than this of their old value are probably written by the opposite convention. */
const LEAST_MOMENTUM = 0.5;

/** Warns about norms by the statistics of a batch: with a momentum by PyTorch's convention, or over a single value. */
export function warnAboutBatchNorms(graph: TypedGraph, train: TrainAst | undefined, report: Report): void {
  for (const node of graph.nodes) {
    const { momentum } = attributesOf(node);
    if (momentum === undefined || isFrozen(node)) continue;
    if (momentum < LEAST_MOMENTUM) {
      const { span, uses } = locationOf(graph, node, 'momentum');
      report.add('layers/norm-momentum', span, { layer: node.localName, momentum }, { uses });
    }
    const shape = graph.typings.get(node.id)?.output ?? [];
    const samples = train && fewestSamples(train);
    if (train && samples === 1 && product(valuesOf(spatialAxes(shape))) === 1) {
      const { batchSize } = train.settings;
      report.add('train/norm-of-one', node.site.span, { layer: node.localName, batchSize }, { uses: node.uses });
    }
  }
}

/** Warns about a norm whose mean and variance are over one value, and so always 0 and the value itself. */
export function warnAboutNormOfOne(graph: TypedGraph, node: Node, report: Report): void {
  const shape = graph.typings.get(node.id)?.output;
  const { normalises } = layerOf(node.kind).traits;
  const attributes = (node.attributes ?? {}) as Readonly<Record<string, unknown>>;
  if (!shape || normalises?.(shape, attributes) !== 1) return;
  report.add('layers/norm-of-one', node.site.span, { layer: node.localName }, { uses: node.uses });
}

/** The samples of the smallest step: the last one of an epoch takes the rest. */
function fewestSamples({ settings: { dataset, batchSize } }: TrainAst): number {
  const samples = dataset.type === 'known' ? datasets[dataset.name].trainCount : 0;
  return samples % batchSize || Math.min(batchSize, samples || batchSize);
}
