import { type SpreadAxis, spreadAxis } from '../../../dimensions/spread';
import { call } from '../../python/code';
import { unless } from '../../source/code';
import type { Row } from '../layer-code';
import { isNone, padded, pairText } from '../layout';
import { BIAS, KERNEL } from './conv2d';

/** How PyTorch says one axis: padding on both sides, cells more at the end, and what is still to be cut off. */
interface Cut {
  readonly padding: number;
  readonly more: number;
  readonly before: number;
  readonly after: number;
}

/** PyTorch cuts the same off both sides and adds less than a step at the end: whatever else there is, is cut off afterwards. */
function cutOf({ before, after }: SpreadAxis, limit: number): Cut {
  const more = before - after;
  if (more > 0 && more < limit) return { padding: before, more, before: 0, after: 0 };
  if (more <= 0) return { padding: before, more: 0, before: 0, after: -more };
  const padding = Math.max(after, 0);
  return { padding, more: Math.max(-after, 0), before: before - padding, after: 0 };
}

export const conv2dTranspose: Row<'conv2d_transpose'> = (lowering) => {
  const { attributes, inputs, channels, scalar, pair } = lowering;
  const { kernel, stride, dilation, bias } = attributes;
  const [height = 0, width = 0] = inputs[0] ?? [];
  const limit = (axis: 0 | 1): number => Math.max(stride[axis], dilation[axis]);
  const rows = cutOf(spreadAxis(height, attributes, 0), limit(0));
  const columns = cutOf(spreadAxis(width, attributes, 1), limit(1));
  const filters = scalar('filters', attributes.filters);
  // Negative cells of padding cut off.
  const crop = { top: 0 - rows.before, bottom: 0 - rows.after, left: 0 - columns.before, right: 0 - columns.after };
  return {
    module: call('nn.ConvTranspose2d', [channels[0] ?? '', filters, pair('kernel', kernel)], {
      stride: unless('1', pair('stride', stride)),
      padding: unless('0', pairText([rows.padding, columns.padding])),
      output_padding: unless('0', pairText([rows.more, columns.more])),
      bias: unless('True', scalar('bias', bias)),
      dilation: unless('1', pair('dilation', dilation)),
    }),
    expression: ([x = ''], self) => (isNone(crop) ? `${self}(${x})` : padded(`${self}(${x})`, crop)),
    channels: filters,
    state: { kernel: KERNEL, ...(bias && { bias: BIAS }) },
  };
};
