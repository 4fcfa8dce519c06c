import { channelsOf } from '../../dimensions/dimension';
import { int } from '../field';
import { defineLayer } from '../layer';

/** Source: Zhang, Zhou, Lin and Sun, "ShuffleNet" (2018); PyTorch's ChannelShuffle. */
export const channelShuffle = defineLayer({
  doc: 'Reorders channels so that each group of a following grouped convolution reads all groups: channel `i` of group `g` becomes channel `i * groups + g`. Does not change the shape.',
  takes: ['sequence', 'image', 'volume'],
  traits: { keepsValues: true },
  fields: {
    groups: int({ doc: 'Equal groups of neighbouring channels, whose channels are interleaved.', minimum: 1 }),
  },
  infer(input, { groups }, rule) {
    const { value } = channelsOf(input);
    if (value % groups !== 0) rule.fail('shape/groups', { groups, of: 'channels', count: value }, 'groups');
    return { output: input };
  },
});
