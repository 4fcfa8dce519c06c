import { entry } from '../../../dimensions/dimension';
import { type TransposedAxis, transposedAxes } from '../../../dimensions/transposed-window';
import { isUnpadded, type Pad } from '../../../dimensions/window';
import { unless } from '../../source/code';
import { applied, nn } from '../calls';
import type { Row } from '../layer-code';
import { tupleText } from '../layout';
import { BIAS, kernelEntry } from './convolution';
import { literals, padded } from './padding';

/** PyTorch's parameters for one axis: padding on both sides, extra cells at the end, and what must be cropped afterwards. */
interface Cut {
  readonly padding: number;
  readonly more: number;
  readonly before: number;
  readonly after: number;
}

/** PyTorch crops the same on both sides and adds less than a stride at the end: everything else is cropped afterwards. */
function cutOf({ before, after }: TransposedAxis, limit: number): Cut {
  const more = before - after;
  if (more > 0 && more < limit) return { padding: before, more, before: 0, after: 0 };
  if (more <= 0) return { padding: before, more: 0, before: 0, after: -more };
  const padding = Math.max(after, 0);
  return { padding, more: Math.max(-after, 0), before: before - padding, after: 0 };
}

export const conv2dTranspose: Row<'conv2d_transpose'> = (lowering) => {
  const { attributes, inputs, channels, scalar, pair } = lowering;
  const { kernel, stride, dilation, bias } = attributes;
  const [shape = []] = inputs;
  const cuts = transposedAxes(attributes, shape.slice(0, -1)).map((axis, index) =>
    cutOf(axis, Math.max(entry(stride, index), entry(dilation, index))),
  );
  const filters = scalar('filters', attributes.filters);
  // Negative padding crops cells.
  const crop = cuts.map(({ before, after }): Pad => [0 - before, 0 - after]);
  const module = nn('ConvTranspose2d', [channels[0] ?? '', filters, pair('kernel', kernel)], {
    stride: unless('1', pair('stride', stride)),
    padding: unless('0', tupleText(cuts.map((cut) => cut.padding))),
    output_padding: unless('0', tupleText(cuts.map(({ more }) => more))),
    bias: unless('True', scalar('bias', bias)),
    dilation: unless('1', pair('dilation', dilation)),
  });
  return {
    module,
    modules: isUnpadded(crop) ? [module] : undefined,
    expression: ([x = ''], self) => (isUnpadded(crop) ? applied(self, x) : padded(applied(self, x), literals(crop))),
    channels: filters,
    decides: ['kernel', 'stride', 'dilation', 'padding'],
    state: { kernel: kernelEntry(kernel), ...(bias && { bias: BIAS }) },
  };
};
