import type { Tensor } from '@tensorflow/tfjs-core';
import type { LiveModel, Mode } from '../../src/engines/eager/live-model';

/** The output of a model that has one, for a model that takes one input. */
export function forwardOne(model: LiveModel, input: Tensor, mode: Mode): Tensor {
  const [output, ...others] = model.forward([input], mode);
  if (!output || others.length > 0) throw new Error(`the model gave ${others.length + 1} outputs`);
  return output;
}
