import { add } from './add';
import { avgPool2d } from './avg-pool2d';
import { batchNorm } from './batch-norm';
import { concat } from './concat';
import { conv2d } from './conv2d';
import { dense } from './dense';
import { dropout } from './dropout';
import { flatten } from './flatten';
import { globalAvgPool2d } from './global-avg-pool2d';
import { maxPool2d } from './max-pool2d';
import { relu } from './relu';
import { reshape } from './reshape';
import { sigmoid } from './sigmoid';
import { softmax } from './softmax';
import { tanh } from './tanh';
import { zeroPad2d } from './zero-pad2d';

/** Every layer kind of the language, by the word that a spec uses. */
export const layers = {
  conv2d,
  max_pool2d: maxPool2d,
  avg_pool2d: avgPool2d,
  global_avg_pool2d: globalAvgPool2d,
  dense,
  flatten,
  reshape,
  batch_norm: batchNorm,
  dropout,
  relu,
  sigmoid,
  tanh,
  softmax,
  zero_pad2d: zeroPad2d,
  concat,
  add,
} as const;
