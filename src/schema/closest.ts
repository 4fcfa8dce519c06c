import { nearest } from '../diagnostics/nearest';

/** What other frameworks call the same thing, without case and underscores. */
const synonyms: Readonly<Record<string, string>> = {
  averagepooling2d: 'avg_pool2d',
  averagepool: 'avg_pool2d',
  avgpool: 'avg_pool2d',
  batchnormalization: 'batch_norm',
  batchnorm2d: 'batch_norm',
  bn: 'batch_norm',
  cat: 'concat',
  concatenate: 'concat',
  conv: 'conv2d',
  convolution: 'conv2d',
  dilationrate: 'dilation',
  eltwise: 'add',
  fc: 'dense',
  fullyconnected: 'dense',
  gemm: 'dense',
  globalaveragepooling2d: 'global_avg_pool2d',
  globalavgpool: 'global_avg_pool2d',
  gap: 'global_avg_pool2d',
  group: 'groups',
  infeatures: 'inputs',
  innerproduct: 'dense',
  kernelsize: 'kernel',
  ksize: 'kernel',
  linear: 'dense',
  lr: 'learning_rate',
  maxpool: 'max_pool2d',
  maxpooling2d: 'max_pool2d',
  numoutput: 'filters',
  outchannels: 'filters',
  outfeatures: 'units',
  p: 'rate',
  pad: 'padding',
  parameters: 'params',
  params: 'parameters',
  poolsize: 'kernel',
  strides: 'stride',
  sum: 'add',
  usebias: 'bias',
  zeropadding2d: 'zero_pad2d',
};

/** The word of a closed set that a wrong one most likely means: another framework's word for it, or the nearest in spelling. */
export function closest(word: string, known: readonly string[]): string | undefined {
  const plain = word
    .slice(0, 64)
    .toLowerCase()
    .replaceAll(/[-_\s]/g, '');
  const same = Object.hasOwn(synonyms, plain) ? synonyms[plain] : undefined;
  return same !== undefined && known.includes(same) ? same : nearest(word, known);
}
