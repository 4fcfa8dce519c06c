import type { Attributes, Kind } from '../../schema/kinds';
import type { WeightSpec } from '../../schema/layer';
import type { AttributeTexts } from '../source/attribute-texts';
import type { Code } from '../source/code';
import type { PartName } from './program-parts';

/** One layer of tfjs in the generated program. */
export interface LayerCode {
  /** What makes it: `tf.layers.conv2d`, or a class of the program's own after `new`. */
  readonly make: string;
  /** The class, where it is a part of the program. */
  readonly part?: PartName;
  /** In order; an undefined one is left to tfjs's default. */
  readonly options: Readonly<Record<string, Code | undefined>>;
  /** True where tfjs wants the options even if there are none. */
  readonly optionsRequired?: boolean;
}

/** What becomes of a node: the layer that bears its name and weights, and layers that go before it. None: the identity. */
export interface Lowered {
  readonly before?: readonly LayerCode[];
  readonly layer: LayerCode | undefined;
}

/** What a row of the table knows about its node; attributes that an expression gives are formulas over the block's parameters. */
export interface Lowering<K extends Kind> extends AttributeTexts {
  readonly attributes: Attributes<K>;
  /** Shapes of the inputs, without the batch. */
  readonly inputs: readonly (readonly number[])[];
  readonly weights: Readonly<Record<string, WeightSpec>>;
}

/** How a kind is said in tfjs. */
export type Row<K extends Kind> = (lowering: Lowering<K>) => Lowered;

/** A layer of tfjs's own whose options may be left out. */
export function builtIn(make: string, options: LayerCode['options'] = {}): LayerCode {
  return { make: `tf.layers.${make}`, options };
}
