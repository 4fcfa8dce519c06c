import { nearest } from '../diagnostics/nearest';

/** Names in other frameworks, lower-case and without underscores. */
const synonyms: Readonly<Record<string, string>> = {
  adaptiveavgpool: 'adaptive_avg_pool2d',
  adaptiveaveragepool2d: 'adaptive_avg_pool2d',
  averagepooling1d: 'avg_pool1d',
  averagepooling2d: 'avg_pool2d',
  averagepool: 'avg_pool2d',
  avgpool: 'avg_pool2d',
  batchnormalization: 'batch_norm',
  batchnorm1d: 'batch_norm',
  batchnorm2d: 'batch_norm',
  bn: 'batch_norm',
  cat: 'concat',
  concatenate: 'concat',
  conv: 'conv2d',
  conv2dtransposed: 'conv2d_transpose',
  convolution: 'conv2d',
  convtranspose: 'conv2d_transpose',
  convtranspose2d: 'conv2d_transpose',
  deconv: 'conv2d_transpose',
  deconv2d: 'conv2d_transpose',
  deconvolution: 'conv2d_transpose',
  depthmultiplier: 'multiplier',
  dilationrate: 'dilation',
  eltwise: 'add',
  fc: 'dense',
  features: 'channels',
  fullyconnected: 'dense',
  gemm: 'dense',
  globalaveragepooling2d: 'global_avg_pool2d',
  globalaveragepooling1d: 'global_avg_pool1d',
  globalavgpool: 'global_avg_pool2d',
  gap: 'global_avg_pool2d',
  globalmaxpool: 'global_max_pool2d',
  globalmaxpooling2d: 'global_max_pool2d',
  group: 'groups',
  hardsilu: 'hard_swish',
  hsigmoid: 'hard_sigmoid',
  hswish: 'hard_swish',
  infeatures: 'inputs',
  channelshuffle: 'channel_shuffle',
  narrow: 'slice',
  shuffle: 'channel_shuffle',
  stridedslice: 'slice',
  innerproduct: 'dense',
  kernelsize: 'kernel',
  ksize: 'kernel',
  linear: 'dense',
  layernormalization: 'layer_norm',
  localresponsenorm: 'lrn',
  localresponsenormalization: 'lrn',
  lr: 'learning_rate',
  seqlen: 'length',
  sequencelength: 'length',
  timesteps: 'length',
  maxpool: 'max_pool2d',
  maxpooling1d: 'max_pool1d',
  maxpooling2d: 'max_pool2d',
  mul: 'multiply',
  negativeslope: 'slope',
  numoutput: 'filters',
  outchannels: 'filters',
  outfeatures: 'units',
  p: 'rate',
  pad: 'padding',
  parameters: 'params',
  params: 'parameters',
  poolsize: 'kernel',
  scalefactor: 'factor',
  strides: 'stride',
  sum: 'add',
  swish: 'silu',
  upsample: 'upsample2d',
  upsampling2d: 'upsample2d',
  usebias: 'bias',
  zeropadding2d: 'zero_pad2d',
};

/** The word of a closed set that an unknown one most likely means: another framework's name for it, or the nearest spelling. */
export function closest(word: string, known: readonly string[]): string | undefined {
  return synonym(word, known) ?? nearest(word, known);
}

/** The word for another framework's name. */
export function synonym(word: string, known: readonly string[]): string | undefined {
  const plain = word
    .slice(0, 64)
    .toLowerCase()
    .replaceAll(/[-_\s]/g, '');
  const same = Object.hasOwn(synonyms, plain) ? synonyms[plain] : undefined;
  return same !== undefined && known.includes(same) ? same : undefined;
}
