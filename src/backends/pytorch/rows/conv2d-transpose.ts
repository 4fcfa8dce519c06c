import { entry } from '../../../dimensions/dimension';
import { type TransposedAxis, transposedAxes } from '../../../dimensions/transposed-window';
import { isUnpadded, type Pad } from '../../../dimensions/window';
import { type Code, unless } from '../../source/code';
import { applied, nn } from '../calls';
import type { Lowering, Row } from '../layer-code';
import { tupleText } from '../layout';
import { BIAS, kernelEntry } from './convolution';
import { literals, padded, padTexts, symmetricText } from './padding';

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
  const { attributes, channels, scalar, pair } = lowering;
  const { kernel, stride, dilation, output_padding, bias } = attributes;
  const filters = scalar('filters', attributes.filters);
  // The same padding on both sides is PyTorch's own.
  const same = sameText(lowering);
  const { padding, more, crop } = same
    ? { padding: same, more: pair('output_padding', output_padding), crop: [] }
    : cropped(lowering);
  const module = nn('ConvTranspose2d', [channels[0] ?? '', filters, pair('kernel', kernel)], {
    stride: unless('1', pair('stride', stride)),
    padding: unless('0', padding),
    output_padding: unless('0', more),
    bias: unless('True', scalar('bias', bias)),
    dilation: unless('1', pair('dilation', dilation)),
  });
  return {
    module,
    modules: isUnpadded(crop) ? [module] : undefined,
    expression: ([x = ''], self) => (isUnpadded(crop) ? applied(self, x) : padded(applied(self, x), literals(crop))),
    channels: filters,
    ...(!same && { decides: ['kernel', 'stride', 'dilation', 'padding', 'output_padding'] }),
    state: { kernel: kernelEntry(kernel), ...(bias && { bias: BIAS }) },
  };
};

/** The padding, if it was written and is the same on both sides of each axis, whatever the parameters are. */
function sameText({ attributes: { padding }, ...texts }: Lowering<'conv2d_transpose'>): Code | undefined {
  if (padding === 'valid') return '0';
  return padding === 'same' ? undefined : symmetricText(padTexts(padding, texts));
}

/** PyTorch's arguments for this size of the image, and the cells to crop afterwards. */
function cropped({ attributes, inputs: [shape = []] }: Lowering<'conv2d_transpose'>) {
  const { stride, dilation } = attributes;
  const cuts = transposedAxes(attributes, shape.slice(0, -1)).map((axis, index) =>
    cutOf(axis, Math.max(entry(stride, index), entry(dilation, index))),
  );
  return {
    padding: tupleText(cuts.map((cut) => cut.padding)),
    more: tupleText(cuts.map(({ more }) => more)),
    // Negative padding crops cells.
    crop: cuts.map(({ before, after }): Pad => [0 - before, 0 - after]),
  };
}
