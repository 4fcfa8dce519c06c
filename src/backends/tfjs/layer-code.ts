import type { Attributes, Kind } from '../../schema/kinds';
import type { WeightSpec } from '../../schema/layer';
import type { PartName } from './program-parts';

/** One layer of tfjs in the generated program. */
export interface LayerCode {
  /** What makes it: `tf.layers.conv2d`, or a class of the program's own after `new`. */
  readonly make: string;
  /** A class that the program must hold. */
  readonly part?: PartName;
  /** In order; an undefined one is left to tfjs's default. */
  readonly options: Readonly<Record<string, string | undefined>>;
  /** True where tfjs wants the options even if there are none. */
  readonly optionsRequired?: boolean;
}

/** What becomes of a node: the layer that bears its name and weights, and layers that go before it. None: the identity. */
export interface Lowered {
  readonly before?: readonly LayerCode[];
  readonly layer: LayerCode | undefined;
}

/** What a row of the table knows about its node. */
export interface Lowering<K extends Kind> {
  readonly attributes: Attributes<K>;
  /** Shapes of the inputs, without the batch. */
  readonly inputs: readonly (readonly number[])[];
  readonly weights: Readonly<Record<string, WeightSpec>>;
  /** TypeScript of an attribute: the formula over the block's parameters that the spec has, else the value. */
  scalar(attribute: string, value: number | boolean): string;
  /** The same for an attribute with a number for each axis of a window; one number where all are the same. */
  pair(attribute: string, value: readonly number[]): string;
  /** The same for a list of sizes. */
  list(attribute: string, values: readonly number[]): string;
}

/** How a kind is said in tfjs. */
export type Row<K extends Kind> = (lowering: Lowering<K>) => Lowered;

/** The text, unless it is that of tfjs's own default. */
export function unless(standard: string, text: string): string | undefined {
  return text === standard ? undefined : text;
}

/** A layer of tfjs's own whose options may be left out. */
export function builtIn(make: string, options: LayerCode['options'] = {}): LayerCode {
  return { make: `tf.layers.${make}`, options };
}
