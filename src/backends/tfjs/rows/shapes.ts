import { positionOf } from '../../../dimensions/axis';
import { entry } from '../../../dimensions/dimension';
import { unless } from '../../source/code';
import type { Row } from '../layer-code';

export const slice: Row<'slice'> = ({ attributes: { axis, start, end }, inputs, scalar }) => {
  const at = axis === 'channels' ? '-1' : `${positionOf(axis, entry(inputs, 0).length) + 1}`;
  const options = {
    axis: at,
    start: unless('0', scalar('start', start)),
    end: end === undefined ? undefined : scalar('end', end),
  };
  return { layer: { make: 'new Slice', part: 'Slice', options } };
};

export const channelShuffle: Row<'channel_shuffle'> = ({ attributes, scalar }) => {
  const options = { groups: scalar('groups', attributes.groups) };
  return { layer: { make: 'new ChannelShuffle', part: 'ChannelShuffle', options } };
};
