import type { ArgumentsOf, Code } from '../diagnostics/messages';
import type { Dimension, Shape } from '../dimensions/dimension';
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
  /** What one cell of the output reads of the input; its own place alone where it is left out. */
  readonly reach?: Reach;
  /** Values that are computed on the way and kept for the backward pass, beside the output. */
  readonly intermediates?: number;
}

/** Everything, or a window along height and width. */
export type Reach =
  | 'all'
  | {
      /** Cells from the first to the last that one output reads, dilation included. */
      readonly extent: readonly [number, number];
      /** Cells of the input from one output to the next; below 1 where the output is finer than the input. */
      readonly stride: readonly [number, number];
    };

/** What a shape rule may ask of the pass that runs it. */
export interface Rule<F extends Fields> {
  /** Reports a mistake at the named attribute, else at the layer's kind. Never returns: the node stays without a shape. */
  fail<C extends Code>(
    code: C,
    args: ArgumentsOf<C>,
    at?: (keyof F & string) | readonly [keyof F & string, number],
  ): never;
  /** Reports that a declared number is not the one inferred, with a fix; the inferred one holds from here on. */
  mismatch(
    attribute: keyof F & string,
    declared: number,
    inferred: Dimension,
    what: 'flatten-size' | 'dense-inputs',
  ): void;
  /** A dimension as this attribute says it. */
  given(attribute: keyof F & string, value: number): Dimension;
  /** A dimension computed by this layer; `formula` shows the sum with its numbers. */
  derive(value: number, formula: string, operands: readonly Dimension[]): Dimension;
}

export interface Layer<F extends Fields = Fields> {
  /** Markdown: what it computes, with shapes. */
  readonly doc: string;
  readonly fields: F;
  /** A join takes all the paths of a branch, or every name in `from`; any other kind takes one value. */
  readonly join: boolean;
  infer(inputs: readonly Shape[], attributes: AttributesOf<F>, rule: Rule<F>): Inference;
}

/** A layer kind: fields written once give schema, types and docs; `infer` is its shape rule, weights and cost. */
export function defineLayer<F extends Fields>(layer: Omit<Layer<F>, 'join'> & { readonly join?: boolean }): Layer<F> {
  return { join: false, ...layer };
}
