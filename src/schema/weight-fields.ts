import { flag, initializer, number, ofWeights } from './field';
import { type InitializerChoice, initializerFor } from './initializer';
import type { WeightSpec } from './layer';

/** `false` freezes a layer; every kind with weights has it. */
export function trainable(doc = '`false` freezes the weights of the layer: no step changes them.') {
  return ofWeights(flag({ doc, default: true }));
}

/** Attributes of every kind that learns a kernel. */
export const kernelFields = {
  kernel_initializer: ofWeights(initializer({ doc: 'Initial values of the kernel.', default: 'glorot_normal' })),
  kernel_l2: ofWeights(
    number({
      doc: 'In training, adds this times the sum of the squared kernel to the loss.',
      minimum: 0,
      default: 0,
    }),
  ),
  trainable: trainable(),
};

/** Attributes of the bias. */
export const biasFields = {
  bias: flag({ doc: 'Adds a learned bias to each output channel.', default: true }),
  bias_initializer: ofWeights(initializer({ doc: 'Initial values of the bias.', default: 'zeros' })),
};

interface KernelAttributes {
  readonly kernel_initializer: InitializerChoice;
  readonly kernel_l2: number;
  readonly trainable: boolean;
}

interface BiasAttributes {
  readonly bias: boolean;
  readonly bias_initializer: InitializerChoice;
  readonly trainable: boolean;
}

/** A kernel from its attributes; the fans are the connections of one cell, for its initialiser. */
export function kernelWeight(
  shape: readonly number[],
  { fanIn, fanOut }: { readonly fanIn: number; readonly fanOut: number },
  { kernel_initializer, kernel_l2, trainable }: KernelAttributes,
): WeightSpec {
  const initializer = initializerFor(kernel_initializer, fanIn, fanOut);
  return { shape, what: 'kernel', initializer, l2: kernel_l2, trainable };
}

/** The bias, if there is one; its fans, for a scaled initialiser, are its length. */
export function biasWeight(
  length: number,
  { bias, bias_initializer, trainable }: BiasAttributes,
): { readonly bias?: WeightSpec } {
  if (!bias) return {};
  const initializer = initializerFor(bias_initializer, length, length);
  return { bias: { shape: [length], what: 'bias', initializer, trainable } };
}
