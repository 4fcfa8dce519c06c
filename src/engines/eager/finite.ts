import type { Tensor } from '@tensorflow/tfjs-core';
import type { LiveModel } from './live-model';

/**
 * The first layer, in the order of the file, whose output is not finite in the forward pass of a training step; undefined if
 * all are. Running statistics change: the caller restores them.
 */
export function firstNotFinite(model: LiveModel, inputs: readonly Tensor[], step: number): string | undefined {
  let found: string | undefined;
  model.forward(inputs, { training: true, step }, (name, value) => {
    if (found === undefined && !allFinite(value.dataSync())) found = name;
  });
  return found;
}

/** The sum of finite float32 values stays in the range of float64, and any other value makes it non-finite. */
export function allFinite(values: ArrayLike<number>): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return Number.isFinite(sum);
}
