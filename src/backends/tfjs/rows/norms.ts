import { unless } from '../../source/code';
import { builtIn, type LayerCode, type Lowering, type Row } from '../layer-code';

export const lrn: Row<'lrn'> = ({ attributes, scalar }) => ({
  layer: {
    make: 'new LocalResponseNormalization',
    part: 'LocalResponseNormalization',
    options: {
      size: unless('5', scalar('size', attributes.size)),
      alpha: unless('0.0001', scalar('alpha', attributes.alpha)),
      beta: unless('0.75', scalar('beta', attributes.beta)),
      bias: unless('1', scalar('bias', attributes.bias)),
    },
  },
});

/** The layer of tfjs always has beta and gamma, and supports at most three axes. */
export const layerNorm: Row<'layer_norm'> = ({ attributes, inputs, scalar }) => {
  const axes = inputs[0]?.map((_, axis) => axis + 1) ?? [];
  const { epsilon, center, scale } = attributes;
  const overall = attributes.axes === 'all' && axes.length > 1;
  const trainable = attributes.trainable ? undefined : 'false';
  if (center && scale && axes.length <= 3) {
    const axis = overall ? `[${axes.join(', ')}]` : undefined;
    const options = { axis, epsilon: unless('0.001', scalar('epsilon', epsilon)), trainable };
    return { layer: builtIn('layerNormalization', options) };
  }
  const options = {
    overall: overall ? 'true' : undefined,
    epsilon: unless('0.00001', scalar('epsilon', epsilon)),
    center: unless('true', scalar('center', center)),
    scale: unless('true', scalar('scale', scale)),
    trainable,
  };
  return { layer: { make: 'new LayerNorm', part: 'LayerNorm', options } };
};

/** tfjs has no such layer. */
export const groupNorm: Row<'group_norm'> = (lowering) => ({
  layer: {
    make: 'new GroupNorm',
    part: 'GroupNorm',
    options: { groups: lowering.scalar('groups', lowering.attributes.groups), ...affineOptions(lowering) },
  },
});

/** Nor such a one. */
export const instanceNorm: Row<'instance_norm'> = (lowering) => ({
  layer: { make: 'new InstanceNorm', part: 'InstanceNorm', options: affineOptions(lowering) },
});

function affineOptions({ attributes, scalar }: Lowering<'group_norm' | 'instance_norm'>): LayerCode['options'] {
  return {
    epsilon: unless('0.00001', scalar('epsilon', attributes.epsilon)),
    center: unless('true', scalar('center', attributes.center)),
    scale: unless('true', scalar('scale', attributes.scale)),
    trainable: attributes.trainable ? undefined : 'false',
  };
}

/** The layer of tfjs keeps the biased variance of the batch, and cannot be trained without gamma or beta. */
export const batchNorm: Row<'batch_norm'> = ({ attributes, scalar }) => ({
  layer: {
    make: 'new BatchNorm',
    part: 'BatchNorm',
    options: {
      momentum: unless('0.99', scalar('momentum', attributes.momentum)),
      epsilon: unless('0.001', scalar('epsilon', attributes.epsilon)),
      center: unless('true', scalar('center', attributes.center)),
      scale: unless('true', scalar('scale', attributes.scale)),
      trainable: attributes.trainable ? undefined : 'false',
    },
  },
});
