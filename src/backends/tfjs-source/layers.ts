import type { Kind } from '../../schema/kinds';
import { builtIn, type Lowered, type Row, unless } from './layer-code';
import { batchNorm } from './rows/batch-norm';
import { conv2d } from './rows/conv2d';
import { zeroPadding } from './rows/padding';
import { avgPool2d, maxPool2d } from './rows/pool';

const identity: Lowered = { layer: undefined };

/** How every kind is said in tfjs. */
export const rows: { readonly [K in Kind]: Row<K> } = {
  conv2d,
  max_pool2d: maxPool2d,
  avg_pool2d: avgPool2d,
  global_avg_pool2d: () => ({ layer: { ...builtIn('globalAveragePooling2d'), optionsRequired: true } }),
  dense: ({ attributes, scalar }) => ({
    layer: builtIn('dense', {
      units: scalar('units', attributes.units),
      useBias: unless('true', scalar('bias', attributes.bias)),
    }),
  }),
  // tfjs refuses to flatten what is flat.
  flatten: ({ inputs }) => (inputs[0]?.length === 1 ? identity : { layer: builtIn('flatten') }),
  reshape: ({ attributes, list }) => ({
    layer: builtIn('reshape', { targetShape: list('shape', attributes.shape) }),
  }),
  batch_norm: batchNorm,
  dropout: ({ attributes, scalar }) => ({ layer: builtIn('dropout', { rate: scalar('rate', attributes.rate) }) }),
  relu: () => ({ layer: builtIn('reLU') }),
  sigmoid: () => ({ layer: builtIn('activation', { activation: "'sigmoid'" }) }),
  tanh: () => ({ layer: builtIn('activation', { activation: "'tanh'" }) }),
  // tfjs's default is axis 1, which is the last one of a vector alone.
  softmax: ({ inputs }) => ({ layer: builtIn('softmax', { axis: inputs[0]?.length === 1 ? undefined : '-1' }) }),
  zero_pad2d: ({ attributes }) => {
    const [top, bottom, left, right] = attributes.padding;
    return { layer: zeroPadding({ top, bottom, left, right }) };
  },
  // tfjs joins two values at least.
  concat: ({ inputs }) => (inputs.length === 1 ? identity : { layer: builtIn('concatenate') }),
  add: ({ inputs }) => (inputs.length === 1 ? identity : { layer: builtIn('add') }),
};
