import { type Axis, positionOf, swapWithLast } from '../../../dimensions/axis';
import { entry } from '../../../dimensions/dimension';
import { type Code, unless } from '../../source/code';
import { builtIn, type LayerCode, type Lowered, type Row } from '../layer-code';

export const slice: Row<'slice'> = ({ attributes: { axis, start, end }, inputs, scalar }) => {
  const options = {
    axis: axisText(axis, entry(inputs, 0)),
    start: unless('0', scalar('start', start)),
    end: end === undefined ? undefined : scalar('end', end),
  };
  return { layer: { make: 'new Slice', part: 'Slice', options } };
};

export const channelShuffle: Row<'channel_shuffle'> = ({ attributes, scalar }) => {
  const options = { groups: scalar('groups', attributes.groups) };
  return { layer: { make: 'new ChannelShuffle', part: 'ChannelShuffle', options } };
};

export const reduceMean: Row<'reduce_mean'> = ({ attributes: { axis }, inputs }) => ({
  layer: { make: 'new ReduceMean', part: 'ReduceMean', options: { axis: axisText(axis, entry(inputs, 0)) } },
});

export const reduceMax: Row<'reduce_max'> = ({ attributes: { axis }, inputs }) => ({
  layer: { make: 'new ReduceMax', part: 'ReduceMax', options: { axis: axisText(axis, entry(inputs, 0)) } },
});

/** The layer of tfjs works only along the last axis; its default, axis 1, is that only for vectors. */
export const softmax: Row<'softmax'> = ({ attributes: { axis }, inputs: [shape = []] }) =>
  softmaxAlong(axis, shape) ?? { layer: builtIn('softmax', { axis: shape.length === 1 ? undefined : '-1' }) };

export const logSoftmax: Row<'log_softmax'> = ({ attributes: { axis }, inputs: [shape = []] }) =>
  softmaxAlong(axis, shape, { log: 'true' }) ?? { layer: { make: 'new LogSoftmax', part: 'LogSoftmax', options: {} } };

/** Undefined for the last axis. */
function softmaxAlong(axis: Axis, shape: readonly number[], more: LayerCode['options'] = {}): Lowered | undefined {
  if (!swapWithLast(axis, shape.length)) return undefined;
  return {
    layer: { make: 'new SoftmaxAlong', part: 'SoftmaxAlong', options: { axis: axisText(axis, shape), ...more } },
  };
}

/** Counted from the batch; -1 is the channels, or features. */
function axisText(axis: Axis, shape: readonly number[]): string {
  return axis === 'channels' ? '-1' : `${positionOf(axis, shape.length) + 1}`;
}

export const crop2d: Row<'crop2d'> = ({ attributes: { cropping } }) => {
  const sides = cropping.map((pads) => `[${pads.join(', ')}]`);
  return { layer: builtIn('cropping2D', { cropping: `[${sides.join(', ')}]` }) };
};

/** Axes are counted from the batch. */
export const permute: Row<'permute'> = ({ attributes: { axes }, inputs }) => {
  const dims = axes.map((axis) => positionOf(axis, entry(inputs, 0).length) + 1);
  return { layer: builtIn('permute', { dims: `[${dims.join(', ')}]` }) };
};

export const spaceToDepth: Row<'space_to_depth'> = ({ attributes: { block, order }, scalar }) => ({
  layer: { make: 'new SpaceToDepth', part: 'SpaceToDepth', options: blockOptions(scalar('block', block), order) },
});

export const depthToSpace: Row<'depth_to_space'> = ({ attributes: { block, order }, scalar }) => ({
  layer: { make: 'new DepthToSpace', part: 'DepthToSpace', options: blockOptions(scalar('block', block), order) },
});

function blockOptions(block: Code, order: 'dcr' | 'crd'): Readonly<Record<string, Code | undefined>> {
  return { block, order: unless("'dcr'", `'${order}'`) };
}
