import type { SpatialAxis } from '../../dimensions/axis';
import { type Dimension, entry, type Shape, spatialAxes, valuesOf } from '../../dimensions/dimension';
import {
  alongAxes,
  extent,
  extents,
  type Pads,
  padsOf,
  slide,
  slideCeil,
  slideFormula,
  type Window,
} from '../../dimensions/window';
import type { Fields } from '../field';
import type { AxisReach, Reach, Rule } from '../layer';

/** The axes of a window over images. */
export const plane = ['height', 'width'] as const satisfies readonly SpatialAxis[];

/** The axes of a value after a window has slid along them, and the cells of padding. */
export function slideWindow(
  input: Shape,
  window: Window,
  rule: Rule<Fields>,
): { readonly places: Shape; readonly pads: Pads } {
  const axes = spatialAxes(input);
  const pads = padsOf(window, valuesOf(axes));
  return { places: axes.map((size, index) => slideAlong(size, index, { window, pads }, rule)), pads };
}

interface PaddedWindow {
  readonly window: Window;
  readonly pads: Pads;
}

function slideAlong(input: Dimension, index: number, { window, pads }: PaddedWindow, rule: Rule<Fields>): Dimension {
  const sliding = entry(alongAxes(window, pads), index);
  const { kernel, stride, dilation, before, after } = sliding;
  const { axis, value } = input;
  const output = window.ceil_mode ? slideCeil(value, sliding) : slide(value, sliding);
  if (output < 1) {
    const available = value + before + after;
    const reach = extent(kernel, dilation);
    const fitting = [{ axis, size: value + reach - available }];
    rule.fail('shape/kernel-too-big', { axis, kernel, reach, input: value, available }, ['kernel', index], fitting);
  }
  if (output === value && stride === 1) return input;
  const byStride = window.padding === 'same' || window.padding === 'causal';
  const formula = byStride
    ? `ceil(${value} / ${stride})`
    : slideFormula(value, sliding, window.ceil_mode ? 'ceil' : 'floor');
  return rule.derive(axis, output, formula, [input]);
}

/** What one position of the output of a window reads. */
export function reachOf(axes: readonly SpatialAxis[], window: Pick<Window, 'kernel' | 'stride' | 'dilation'>): Reach {
  return alongEach(axes, (index) => ({ extent: entry(extents(window), index), stride: entry(window.stride, index) }));
}

/** A reach along some axes, by index. */
export function alongEach(axes: readonly SpatialAxis[], reach: (index: number) => AxisReach): Reach {
  return Object.fromEntries(axes.map((axis, index) => [axis, reach(index)]));
}

/** Rejects padding so wide that the first or last window of an axis contains no value. */
export function refusePoolPadding(input: Shape, window: Window, pads: Pads, rule: Rule<Fields>): void {
  for (const [index, sliding] of alongAxes(window, pads).entries()) {
    const { axis, value } = entry(input, index);
    const { stride, before, after } = sliding;
    const kernel = extent(sliding.kernel, sliding.dilation);
    const count = (window.ceil_mode ? slideCeil : slide)(value, { ...sliding, kernel, dilation: 1 });
    const lastStart = (count - 1) * stride;
    const padding = before >= kernel ? before : lastStart >= before + value ? after : 0;
    if (padding > 0) rule.fail('shape/pool-padding-too-big', { axis, padding, kernel }, 'padding');
  }
}
