import type { ArgumentsOf, Code } from '../diagnostics/messages';
import type { Axis, Form, SpatialAxis } from '../dimensions/axis';
import { type Dimension, entry, type Shape } from '../dimensions/dimension';
import type { AttributesOf, Fields } from './field';
import type { Initializer } from './initializer';

/** One tensor that a layer learns, or keeps. */
export interface WeightSpec {
  readonly shape: readonly number[];
  /** What it does: a kernel multiplies, a bias is added, `norm` scales or shifts normalised values, an embedding is looked up. */
  readonly what: 'kernel' | 'bias' | 'norm' | 'embedding' | 'statistic';
  readonly initializer: Initializer;
  /** False for statistics, such as the running mean of batch_norm, and in frozen layers: no gradient changes those. */
  readonly trainable: boolean;
  /** In training the loss gains this times the sum of the squares of the weight; 0 where it is left out. */
  readonly l2?: number;
}

/** Whether weight decay applies to a weight. Biases and norms are left out, as is usual: they have no excess to lose. */
export function decays({ what }: Pick<WeightSpec, 'what'>): boolean {
  return what === 'kernel' || what === 'embedding';
}

/** What a layer makes of its inputs. */
export interface Inference {
  readonly output: Shape;
  readonly weights?: Readonly<Record<string, WeightSpec>>;
  /** Multiply-accumulates for one sample, forward, without biases; 0 for whatever has no multiplication by weights. */
  readonly macs?: number;
  /** What one place of the output reads of the input; its own place only where it is left out. */
  readonly reach?: Reach;
  /** Values that are computed on the way and kept for the backward pass, beside the output. */
  readonly intermediates?: number;
}

/** Everything, or a window along some axes; along the others, the same place. */
export type Reach = 'all' | { readonly [A in SpatialAxis]?: AxisReach };

export interface AxisReach {
  /** Cells from the first to the last that one output reads, dilation included. */
  readonly extent: number;
  /** Cells of the input from one output to the next; below 1 where the output is finer than the input. */
  readonly stride: number;
}

/** The codes of joins whose inputs don't fit together. */
export type JoinCode = 'shape/concat' | 'shape/add' | 'shape/multiply';

/** What a shape rule may ask of the pass that runs it. */
export interface Rule<F extends Fields> {
  /** Reports a mistake at the named attribute, else at the layer's kind. Never returns: the node stays without a shape. */
  fail<C extends Code>(
    code: C,
    args: ArgumentsOf<C>,
    at?: (keyof F & string) | readonly [keyof F & string, number],
  ): never;
  /** Reports that the inputs of a join along an axis differ along others where they must be the same. Never returns. */
  failJoin(code: JoinCode, same: readonly Axis[], along?: Axis): never;
  /** Reports that a declared number is not the one inferred, with a fix; the inferred one holds from here on. */
  mismatch(
    attribute: keyof F & string,
    declared: number,
    inferred: Dimension,
    what: 'flatten-size' | 'dense-inputs',
  ): void;
  /** A dimension as this attribute says it. */
  given(axis: Axis, attribute: keyof F & string, value: number): Dimension;
  /** A dimension computed by this layer; `formula` shows the sum with its numbers. */
  derive(axis: Axis, value: number, formula: string, operands: readonly Dimension[]): Dimension;
}

/** What passes and targets ask about a kind. A kind says what is true of it and leaves out the rest. */
export interface Traits {
  /** A function of each value by itself, whatever its place. */
  readonly elementwise?: true;
  /** Bends numbers: two in a row, or one before a loss that takes scores, are most likely a mistake. */
  readonly activation?: true;
  /** Never reverses the order of two numbers, and has no gradient where it makes different ones equal. */
  readonly monotone?: true;
  /** The inputs of a join may stand in any order. */
  readonly commutative?: true;
  /** A number that is added to all values of a channel before it changes nothing. */
  readonly ignoresBias?: true;
  /** Slides a window, by its attributes `kernel`, `stride`, `dilation` and `padding`. */
  readonly window?: { readonly axes: readonly SpatialAxis[]; readonly use: WindowUse };
  /** The attribute that gives the channels, or features, of the output. */
  readonly channels?: 'filters' | 'units';
  /** A usual way to make a vector out of a value with places. */
  readonly makesVector?: true;
  /** A word shared with the kinds that do the same along other axes. */
  readonly family?: string;
  /** Draws random numbers in training. */
  readonly stochastic?: true;
  /** Computes something else in training than after it. */
  readonly modeDependent?: true;
}

/** What a window does: it reads cells of the input, or, transposed, it adds to cells of the output. */
export type WindowUse = 'convolution' | 'transposed_convolution' | 'max_pool' | 'mean_pool';

export interface Layer<F extends Fields = Fields> {
  /** Markdown: what it computes, with shapes. */
  readonly doc: string;
  readonly fields: F;
  /** A join takes all the paths of a branch, or every name in `from`; any other kind takes one value. */
  readonly join: boolean;
  /** The forms of its inputs. */
  readonly takes: readonly Form[] | 'any';
  readonly traits: Traits;
  /** Its inputs, at least one, have a form that it takes. */
  infer(inputs: readonly Shape[], attributes: AttributesOf<F>, rule: Rule<F>): Inference;
}

interface Definition<F extends Fields> extends Pick<Layer<F>, 'doc' | 'fields' | 'takes'> {
  readonly traits?: Traits;
}

interface LayerDefinition<F extends Fields> extends Definition<F> {
  infer(input: Shape, attributes: AttributesOf<F>, rule: Rule<F>): Inference;
}

interface JoinDefinition<F extends Fields> extends Definition<F> {
  infer(inputs: readonly [Shape, ...Shape[]], attributes: AttributesOf<F>, rule: Rule<F>): Inference;
}

/** A layer kind: fields written once give schema, types and docs; `infer` is its shape rule, weights and cost. */
export function defineLayer<F extends Fields>({ infer, ...layer }: LayerDefinition<F>): Layer<F> {
  return {
    traits: {},
    ...layer,
    join: false,
    infer: (inputs, attributes, rule) => infer(entry(inputs, 0), attributes, rule),
  };
}

/** A kind that joins several values into one. */
export function defineJoin<F extends Fields>({ infer, ...layer }: JoinDefinition<F>): Layer<F> {
  return {
    traits: {},
    ...layer,
    join: true,
    infer: ([...inputs], attributes, rule) => infer([entry(inputs, 0), ...inputs.slice(1)], attributes, rule),
  };
}

/** The first input that a kind does not take; undefined where it takes all. */
export function misfitOf<F extends Fields>(
  { takes }: Layer<F>,
  forms: readonly (Form | undefined)[],
): number | undefined {
  if (takes === 'any') return undefined;
  const index = forms.findIndex((form) => form === undefined || !takes.includes(form));
  return index < 0 ? undefined : index;
}
