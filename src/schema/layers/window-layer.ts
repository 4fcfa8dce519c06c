import type { Dimension, Shape } from '../../dimensions/dimension';
import { extent, type PaddedWindow, type Pads, padsOf, slide, slideCeil, slideFormula } from '../../dimensions/window';
import type { Fields } from '../field';
import type { Reach, Rule } from '../layer';

/** The three dimensions of an image-like input; anything else is refused at the layer. */
export function imageOf(kind: string, input: Shape, rule: Rule<Fields>): readonly [Dimension, Dimension, Dimension] {
  const [height, width, channels] = input;
  if (!height || !width || !channels || input.length !== 3) {
    return rule.fail('shape/needs-image', { kind, found: input.map((dimension) => dimension.value) });
  }
  return [height, width, channels];
}

/** Height and width after a window has slid over them, and the cells that pad the input. */
export function slideWindow(
  height: Dimension,
  width: Dimension,
  attributes: PaddedWindow,
  rule: Rule<Fields>,
): { readonly rows: Dimension; readonly columns: Dimension; readonly pads: Pads } {
  const pads = padsOf(attributes.padding, [height.value, width.value], attributes);
  return {
    rows: slideAxis('height', height, 0, [pads.top, pads.bottom], attributes, rule),
    columns: slideAxis('width', width, 1, [pads.left, pads.right], attributes, rule),
    pads,
  };
}

function slideAxis(
  axis: 'height' | 'width',
  input: Dimension,
  index: 0 | 1,
  [before, after]: readonly [number, number],
  { kernel, stride, dilation, padding, ceil_mode = false }: PaddedWindow,
  rule: Rule<Fields>,
): Dimension {
  const window = { kernel: kernel[index], stride: stride[index], dilation: dilation[index], before, after };
  const output = ceil_mode ? slideCeil(input.value, window) : slide(input.value, window);
  if (output < 1) {
    const available = input.value + before + after;
    rule.fail(
      'shape/kernel-too-big',
      { axis, kernel: kernel[index], reach: extent(window.kernel, window.dilation), input: input.value, available },
      ['kernel', index],
    );
  }
  if (padding === 'same') {
    if (window.stride === 1) return input;
    return rule.derive(output, `ceil(${input.value} / ${window.stride})`, [input]);
  }
  if (output === input.value && window.stride === 1) return input;
  return rule.derive(output, slideFormula(input.value, window, ceil_mode ? 'ceil' : 'floor'), [input]);
}

/** What one cell of the output of a window reads. */
export function reachOf({ kernel, stride, dilation }: Omit<PaddedWindow, 'padding'>): Reach {
  return { extent: [extent(kernel[0], dilation[0]), extent(kernel[1], dilation[1])], stride };
}

/** Refuses padding so wide that the first or the last window of an axis holds no value at all. */
export function refusePoolPadding(
  [height, width]: readonly [Dimension, Dimension],
  window: PaddedWindow,
  pads: Pads,
  rule: Rule<Fields>,
): void {
  const axes = [
    { axis: 'height', input: height.value, before: pads.top, after: pads.bottom, index: 0 },
    { axis: 'width', input: width.value, before: pads.left, after: pads.right, index: 1 },
  ] as const;
  for (const { axis, input, before, after, index } of axes) {
    const kernel = extent(window.kernel[index], window.dilation[index]);
    const stride = window.stride[index];
    const count = (window.ceil_mode ? slideCeil : slide)(input, { kernel, stride, dilation: 1, before, after });
    const lastStart = (count - 1) * stride;
    const padding = before >= kernel ? before : lastStart >= before + input ? after : 0;
    if (padding > 0) rule.fail('shape/pool-padding-too-big', { axis, padding, kernel }, 'padding');
  }
}
