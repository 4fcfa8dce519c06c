import type { Tensor } from '@tensorflow/tfjs-core';
import type { LiveModel } from '../../backends/tfjs-live/live-model';
import { allFinite } from './all-finite';

/**
 * The first layer, in the order of the file, whose output is not finite in the forward pass of a training step; undefined where
 * all are. Running statistics move: the caller puts them back.
 */
export function firstNotFinite(model: LiveModel, inputs: readonly Tensor[], step: number): string | undefined {
  let found: string | undefined;
  model.forward(inputs, { training: true, step }, (name, value) => {
    if (found === undefined && !allFinite(value.dataSync())) found = name;
  });
  return found;
}
