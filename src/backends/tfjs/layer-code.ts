import type { Attributes, Kind } from '../../schema/kinds';
import type { WeightSpec } from '../../schema/layer';
import type { AttributeTexts } from '../source/attribute-texts';
import type { Code } from '../source/code';
import type { PartName } from './program-parts';

/** One tfjs layer in the generated program. */
export interface LayerCode {
  /** What constructs it: `tf.layers.conv2d`, or `new` and a class of the program. */
  readonly make: string;
  /** The class, if it is a part of the program. */
  readonly part?: PartName;
  /** In order; an undefined one keeps the default of tfjs. */
  readonly options: Readonly<Record<string, Code | undefined>>;
  /** True if tfjs requires the argument even if it is empty. */
  readonly optionsRequired?: boolean;
}

/** The code of a node: the layer with its name and weights, and layers before it. Without a layer, the node is the identity. */
export interface Lowered {
  readonly before?: readonly LayerCode[];
  readonly layer: LayerCode | undefined;
}

/** What a row of the table knows about its node. An attribute written as an expression is a formula over the block's parameters. */
export interface Lowering<K extends Kind> extends AttributeTexts {
  readonly attributes: Attributes<K>;
  /** Shapes of the inputs, without the batch. */
  readonly inputs: readonly (readonly number[])[];
  readonly weights: Readonly<Record<string, WeightSpec>>;
  /** Whether it, or the same layer in another use of its block, has a kernel of one cell that skips cells. */
  readonly mayPassCells: boolean;
}

/** A target's entry for a kind. */
export type Row<K extends Kind> = (lowering: Lowering<K>) => Lowered;

/** A layer of tf.layers whose options may be omitted. */
export function builtIn(make: string, options: LayerCode['options'] = {}): LayerCode {
  return { make: `tf.layers.${make}`, options };
}
