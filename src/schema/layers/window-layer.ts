import type { Dimension, Shape } from '../../dimensions/dimension';
import { extent, type Padding, type Pads, padsOf, slide, slideFormula } from '../../dimensions/window';
import type { Fields } from '../field';
import type { Rule } from '../layer';

type Pair = readonly [number, number];

/** The attributes that convolutions and pools share. */
export interface WindowAttributes {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly padding: Padding;
}

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
  attributes: WindowAttributes,
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
  { kernel, stride, dilation, padding }: WindowAttributes,
  rule: Rule<Fields>,
): Dimension {
  const window = { kernel: kernel[index], stride: stride[index], dilation: dilation[index], before, after };
  const output = slide(input.value, window);
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
  return rule.derive(output, slideFormula(input.value, window), [input]);
}

/** Padding as wide as a pool's window makes windows that hold no value at all. */
export function refusePoolPadding({ kernel, dilation }: WindowAttributes, pads: Pads, rule: Rule<Fields>): void {
  const rows = extent(kernel[0], dilation[0]);
  const columns = extent(kernel[1], dilation[1]);
  const widest =
    Math.max(pads.top, pads.bottom) >= rows
      ? 'height'
      : Math.max(pads.left, pads.right) >= columns
        ? 'width'
        : undefined;
  if (!widest) return;
  const cells = widest === 'height' ? Math.max(pads.top, pads.bottom) : Math.max(pads.left, pads.right);
  rule.fail(
    'shape/pool-padding-too-big',
    { axis: widest, padding: cells, kernel: widest === 'height' ? rows : columns },
    'padding',
  );
}
