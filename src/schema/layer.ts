import type { ArgumentsOf, Code } from '../diagnostics/messages';
import type { Axis, Form, SpatialAxis } from '../dimensions/axis';
import { type Dimension, entry, type Shape, type WantedSize } from '../dimensions/dimension';
import type { AttributesOf, Fields } from './field';
import type { Initializer } from './initializer';

/** One tensor that a layer learns or keeps. */
export interface WeightSpec {
  readonly shape: readonly number[];
  /** Its role: a kernel multiplies, a bias is added, `norm` scales or shifts normalised values, a slope belongs to an activation, an embedding is looked up. */
  readonly what: 'kernel' | 'bias' | 'norm' | 'slope' | 'embedding' | 'statistic';
  readonly initializer: Initializer;
  /** False for statistics, such as the running mean of batch_norm, and in frozen layers: gradients do not change those. */
  readonly trainable: boolean;
  /** In training, this times the sum of the squared weight is added to the loss; by default 0. */
  readonly l2?: number;
}

/** Whether weight decay applies. As usual, it does not apply to biases, norms and slopes. */
export function decays({ what }: Pick<WeightSpec, 'what'>): boolean {
  return what === 'kernel' || what === 'embedding';
}

/** The result of a shape rule. */
export interface Inference {
  readonly output: Shape;
  readonly weights?: Readonly<Record<string, WeightSpec>>;
  /** Multiply-accumulates per sample, forward pass, without biases; 0 for layers that do not multiply by weights. */
  readonly macs?: number;
  /** What one position of the output reads of the input; by default only the same position. */
  readonly reach?: Reach;
  /** Intermediate values kept for the backward pass, besides the output. */
  readonly intermediates?: number;
}

/** The whole input, or a window along some axes; along the others, the same position. */
export type Reach = 'all' | { readonly [A in SpatialAxis]?: AxisReach };

export interface AxisReach {
  /** The cells that one output spans, including dilation. */
  readonly extent: number;
  /** Input cells between neighbouring outputs; below 1 if the output is finer than the input. */
  readonly stride: number;
  /** The axis of the input, where it is another one. */
  readonly from?: SpatialAxis | undefined;
}

/** The codes for joins whose inputs do not match. */
export type JoinCode = 'shape/concat' | 'shape/add' | 'shape/multiply' | 'shape/maximum' | 'shape/subtract';

/** What a shape rule can ask of the pass that runs it. */
export interface Rule<F extends Fields> {
  /**
   * Reports an error at the named attribute, or else at the layer's kind. `fitting` are sizes of the first input that would be right.
   * Never returns: the node stays without a shape.
   */
  fail<C extends Code>(
    code: C,
    args: ArgumentsOf<C>,
    at?: (keyof F & string) | readonly [keyof F & string, number],
    fitting?: readonly WantedSize[],
  ): never;
  /** Reports that the inputs of a join along an axis differ along others that must agree. Never returns. */
  failJoin(code: JoinCode, same: readonly Axis[], along?: Axis): never;
  /** Reports that a declared number differs from the inferred one, with a fix; the inferred one is used from here on. */
  mismatch(
    attribute: keyof F & string,
    declared: number,
    inferred: Dimension,
    what: 'flatten-size' | 'dense-inputs',
  ): void;
  /** A dimension given by this attribute. */
  given(axis: Axis, attribute: keyof F & string, value: number): Dimension;
  /** A dimension computed by this layer; `formula` shows the computation with its numbers. */
  derive(axis: Axis, value: number, formula: string, operands: readonly Dimension[]): Dimension;
}

/** Facts about a kind that passes and targets ask for. A kind states what is true for it and omits the rest. */
export interface Traits {
  /** Computes each value separately, independent of its position. */
  readonly elementwise?: true;
  /** A non-linear function: two in a row, or one before a loss that takes scores, are probably a mistake. */
  readonly activation?: true;
  /** Its values are those of its input, some of them dropped or in other places. */
  readonly keepsValues?: true;
  /** Turns the numbers along its attribute `axis` into positive values that sum to 1, or into their logarithms. */
  readonly distribution?: 'shares' | 'logarithms';
  /** Never reverses the order of two numbers, and has no gradient where it makes different ones equal. */
  readonly monotone?: true;
  /** Joining a value with itself is useful: it repeats or squares the value. */
  readonly takesValueTwice?: true;
  /** The order of the inputs does not matter. */
  readonly commutative?: true;
  /** How many values of one sample are normalised together; a single one becomes 0, whatever it is. */
  readonly normalises?: (shape: Shape, attributes: Readonly<Record<string, unknown>>) => number;
  /** Adding a constant to all values of a channel before it has no effect. */
  readonly ignoresBias?: true;
  /** A sliding window with the attributes `kernel`, `stride`, `dilation` and `padding`. */
  readonly window?: { readonly axes: readonly SpatialAxis[]; readonly use: WindowUse };
  /** The attribute that sets the channels or features of the output. */
  readonly channels?: 'filters' | 'units';
  /** The attribute with the cells that it removes on each side of each spatial axis. */
  readonly removesCells?: 'cropping';
  /** A common way to turn a value with positions into a vector. */
  readonly makesVector?: true;
  /** Keeps all values of its input as one vector, in the order of the axes. */
  readonly flattens?: true;
  /** Multiplies each feature of a vector by a row of its `kernel`, so both can be permuted together. */
  readonly kernelRows?: true;
  /** A word shared with the kinds that do the same along other axes. */
  readonly family?: string;
  /** Draws random numbers in training. */
  readonly stochastic?: true;
  /** Computes something different in training than at inference. */
  readonly modeDependent?: true;
}

/** What a window does: it reads cells of the input or, if transposed, adds to cells of the output. */
export type WindowUse = 'convolution' | 'transposed_convolution' | 'max_pool' | 'mean_pool';

export interface Layer<F extends Fields = Fields> {
  /** Markdown: what it computes, with shapes. */
  readonly doc: string;
  readonly fields: F;
  /** A join takes all paths of a branch, or all names in `from`; any other kind takes one value. */
  readonly join: boolean;
  /** The accepted forms of inputs. */
  readonly takes: readonly Form[] | 'any';
  readonly traits: Traits;
  /** Called with at least one input, all of an accepted form. */
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

/** A layer kind: its fields define schema, types and docs; `infer` is its rule for shape, weights and cost. */
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

/** The first input that a kind does not accept; undefined if it accepts all. */
export function misfitOf<F extends Fields>(
  { takes }: Layer<F>,
  forms: readonly (Form | undefined)[],
): number | undefined {
  if (takes === 'any') return undefined;
  const index = forms.findIndex((form) => form === undefined || !takes.includes(form));
  return index < 0 ? undefined : index;
}
