import { formOfRank } from '../../../dimensions/axis';
import { channelCount } from '../../../dimensions/dimension';
import { channelsFirstShape, hasPlaces } from '../../channels-first/layout';
import { type Code, join, line, unless } from '../../source/code';
import { applied, helper, method, nn } from '../calls';
import type { LayerCode, Lowering, Row } from '../layer-code';
import { channelsFirst, channelsLast } from '../layout';
import { oneModule, twoForms } from '../two-forms';

const plain = (key: string) => ({ key, order: [0] });

/**
 * PyTorch trains scale and shift together or not at all. In training it raises an error for a batch with one value per channel, which
 * modelc warns of and normalises to zero: a class of our own for that would only hide the mistake.
 */
export const batchNorm: Row<'batch_norm'> = (lowering) => {
  const {
    attributes,
    inputs: [shape = []],
    channels: [channels = ''],
    scalar,
  } = lowering;
  const { momentum, epsilon, center, scale, trainable } = attributes;
  const form = formOfRank(shape.length);
  const name = form === 'image' ? 'BatchNorm2d' : 'BatchNorm1d';
  const share = Number((1 - momentum).toPrecision(12));
  const affine = center || scale;
  const options = {
    eps: unless('1e-5', scalar('epsilon', epsilon)),
    momentum: unless('0.1', String(share)),
    affine: affine ? undefined : 'False',
  };
  const length = channelCount(shape);
  const module = trainable ? nn(name, [channels], options) : helper(`Frozen${name}`, [channels], options);
  const isWhole = form !== undefined && form !== 'volume';
  return {
    module,
    modules: isWhole ? [module] : undefined,
    // Values without a norm of their own are given to that for sequences, with all their positions as one length.
    expression: ([x = ''], self) => {
      if (isWhole) return applied(self, x);
      return method(applied(self, method(x, 'flatten', ['2'])), 'reshape', [line`${x}.shape`]);
    },
    channels,
    state: {
      ...(scale && { gamma: plain('weight') }),
      ...(center && { beta: plain('bias') }),
      moving_mean: plain('running_mean'),
      moving_variance: plain('running_var'),
    },
    ...oneSided(scale, center, [length]),
  };
};

/** PyTorch's state for scale or shift, if modelc has only the other one. */
function oneSided(scale: boolean, center: boolean, shape: readonly number[]): Pick<LayerCode, 'constants' | 'frozen'> {
  if (scale === center) return {};
  return scale
    ? { constants: [{ key: 'bias', value: 0, shape }], frozen: ['bias'] }
    : { constants: [{ key: 'weight', value: 1, shape }], frozen: ['weight'] };
}

export const layerNorm: Row<'layer_norm'> = (lowering) => {
  const {
    attributes,
    inputs: [shape = []],
  } = lowering;
  const overall = attributes.axes === 'all' && hasPlaces(shape);
  return overall ? normOfAll(lowering) : normOfChannels(lowering);
};

function normOfChannels(lowering: Lowering<'layer_norm'>): LayerCode {
  const {
    inputs: [shape = []],
    channels: [channels = ''],
  } = lowering;
  const { module, ...others } = normCode(lowering, channels, [0], [channelCount(shape)]);
  return {
    module,
    modules: hasPlaces(shape) ? undefined : [module],
    expression: ([x = ''], self) => channelsFirst(applied(self, channelsLast(x, shape)), shape),
    channels,
    ...others,
  };
}

function normOfAll(lowering: Lowering<'layer_norm'>): LayerCode {
  const {
    inputs: [shape = []],
    channels: [channels = ''],
  } = lowering;
  const order = channelsFirstShape(shape.map((_, axis) => axis));
  const sizes = channelsFirstShape(shape);
  const [, ...places] = sizes;
  const all = line`(${join([channels, ...places.map(String)], ', ')})`;
  const { module, ...others } = normCode(lowering, all, order, sizes);
  return { ...oneModule(module), channels, sized: true, ...others };
}

function normCode(
  { attributes, weights, scalar }: Lowering<'layer_norm'>,
  sizes: Code,
  order: readonly number[],
  shape: readonly number[],
) {
  const { epsilon, center, scale } = attributes;
  const module = nn('LayerNorm', [sizes], {
    eps: unless('1e-5', scalar('epsilon', epsilon)),
    elementwise_affine: center || scale ? undefined : 'False',
    bias: scale && !center ? 'False' : undefined,
  });
  const state = {
    ...(weights.gamma && { gamma: { key: 'weight', order } }),
    ...(weights.beta && { beta: { key: 'bias', order } }),
  };
  return { module, state, ...(center && !scale && oneSided(false, true, shape)) };
}

export const groupNorm: Row<'group_norm'> = (lowering) =>
  normOfPlaces(lowering, lowering.scalar('groups', lowering.attributes.groups));

/**
 * A group for each channel. `nn.InstanceNorm2d` of PyTorch 2.13 has a wrong gradient for a batch of one sample if that of its
 * output has the channels last in memory, as it has before `flatten`.
 */
export const instanceNorm: Row<'instance_norm'> = (lowering) => normOfPlaces(lowering, lowering.channels[0] ?? '');

function normOfPlaces(
  {
    attributes,
    inputs: [shape = []],
    channels: [channels = ''],
    scalar,
  }: Lowering<'group_norm'> | Lowering<'instance_norm'>,
  groups: Code,
): LayerCode {
  const { epsilon, center, scale } = attributes;
  const module = nn('GroupNorm', [groups, channels], {
    eps: unless('1e-5', scalar('epsilon', epsilon)),
    affine: center || scale ? undefined : 'False',
  });
  return {
    ...oneModule(module),
    channels,
    state: { ...(scale && { gamma: plain('weight') }), ...(center && { beta: plain('bias') }) },
    ...oneSided(scale, center, [channelCount(shape)]),
  };
}

export const lrn: Row<'lrn'> = (lowering) => {
  const { size, alpha, beta, bias } = lowering.attributes;
  return twoForms(lowering, {
    function: 'local_response_norm',
    module: 'LocalResponseNorm',
    positional: ({ scalar }) => [scalar('size', size)],
    keyed: ({ scalar }) => ({
      alpha: unless('0.0001', scalar('alpha', alpha)),
      beta: unless('0.75', scalar('beta', beta)),
      k: unless('1', scalar('bias', bias)),
    }),
  });
};
