import { valuesOf } from '../dimensions/dimension';
import { type Body, type Scope, type Step, UNKNOWN_ID, type ValueId } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { scopesIn } from '../graph/walk';
import type { NodeField } from './field-summary';

/** A layer. */
export interface NodeSummary extends NodeField {
  /** Qualified by its blocks and paths; also the prefix of its weights' keys. */
  readonly name: string;
  readonly kind: string;
  readonly output: readonly number[] | null;
  /** The node whose weights it uses, and where they are counted; null where they are its own, or it has none. */
  readonly weightsOf: string | null;
  /** Includes statistics. */
  readonly parameters: number;
  readonly trainable: number;
  readonly macs: number;
  /** Values per sample that the backward pass needs. */
  readonly activations: number;
  /** Only training-only outputs need it. */
  readonly trainOnly: boolean;
  /** No output depends on it, so it is not part of the model and counts nothing. */
  readonly unread: boolean;
  readonly from: readonly string[];
}

/** A use of a block, or a repeat, with the totals of its layers. */
export interface BlockSummary extends NodeField {
  /** Qualified name, like those of nodes. */
  readonly name: string;
  /** The name of the block, or `repeat`. */
  readonly kind: string;
  /** 1 for items of the spec's `layers`, one more inside each block or repeat. */
  readonly depth: number;
  readonly layers: number;
  /** Where its layers begin in `nodes`: they are the next `layers` of them. */
  readonly firstLayer: number;
  /** Its last value; null if unknown because of an error. */
  readonly output: readonly number[] | null;
  /** Some of its layers use the weights of layers elsewhere, which are counted there. */
  readonly sharesWeights: boolean;
  readonly parameters: number;
  readonly trainable: number;
  readonly macs: number;
  readonly activations: number;
  /** All of its layers that are read are training-only. */
  readonly trainOnly: boolean;
  /** All of its layers are unread. */
  readonly unread: boolean;
  /** Fractions of the whole model, from 0 to 1. */
  readonly share: { readonly parameters: number; readonly macs: number };
}

type Sums = Pick<
  BlockSummary,
  'layers' | 'sharesWeights' | 'parameters' | 'trainable' | 'macs' | 'activations' | 'trainOnly' | 'unread'
>;

const none: Sums = {
  layers: 0,
  sharesWeights: false,
  parameters: 0,
  trainable: 0,
  macs: 0,
  activations: 0,
  trainOnly: true,
  unread: true,
};

/** A graph to summarise: its nodes as rows, in order, and the totals. */
interface Rows {
  readonly graph: TypedGraph;
  readonly nodes: readonly NodeSummary[];
  readonly fieldOf: (id: ValueId) => NodeField;
  readonly total: { readonly parameters: number; readonly macs: number };
}

/** Every use of a block and every repeat, outer ones first. */
export function blocksOf(rows: Rows): readonly BlockSummary[] {
  const blocks: BlockSummary[] = [];
  let layers = 0;

  const sumOf = ({ steps }: Body, depth: number): Sums =>
    steps.map((step) => sumOfStep(step, depth)).reduce(plus, none);

  const sumOfStep = (step: Step, depth: number): Sums => {
    switch (step.type) {
      case 'node': {
        layers++;
        const node = rows.nodes[step.node.id - rows.graph.inputs.length];
        return node ? { ...node, layers: 1, sharesWeights: node.weightsOf !== null } : none;
      }
      case 'use':
        return addBlock(step.use, step.use.block, [step.use], depth);
      case 'repeat':
        return addBlock(step.repeat, 'repeat', step.repeat.iterations, depth);
      case 'branch':
      case 'side':
        return scopesIn(step)
          .map(({ body }) => sumOf(body, depth))
          .reduce(plus, none);
    }
  };

  const addBlock = ({ name }: { readonly name: string }, kind: string, scopes: readonly Scope[], depth: number) => {
    const place = blocks.length++;
    const firstLayer = layers;
    const sums = scopes.map(({ body }) => sumOf(body, depth + 1)).reduce(plus, none);
    blocks[place] = {
      name,
      kind,
      depth,
      firstLayer,
      ...describe(rows, scopes.at(-1)?.body.result ?? UNKNOWN_ID, sums),
    };
    return sums;
  };

  sumOf(rows.graph.body, 1);
  return blocks;
}

function describe(rows: Rows, result: ValueId, sums: Sums) {
  const output = rows.graph.typings.get(result)?.output;
  return {
    output: output ? valuesOf(output) : null,
    ...rows.fieldOf(result),
    ...sums,
    trainOnly: sums.trainOnly && !sums.unread,
    unread: sums.unread && sums.layers > 0,
    share: { parameters: share(sums.parameters, rows.total.parameters), macs: share(sums.macs, rows.total.macs) },
  };
}

function plus(a: Sums, b: Sums): Sums {
  return {
    layers: a.layers + b.layers,
    sharesWeights: a.sharesWeights || b.sharesWeights,
    parameters: a.parameters + b.parameters,
    trainable: a.trainable + b.trainable,
    macs: a.macs + b.macs,
    activations: a.activations + b.activations,
    trainOnly: (a.trainOnly || a.unread) && (b.trainOnly || b.unread),
    unread: a.unread && b.unread,
  };
}

/** Four digits are enough for reading and for sorting. */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((10_000 * part) / whole) / 10_000;
}
