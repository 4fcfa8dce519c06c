import { entry, imageSizes, product } from '../../../dimensions/dimension';
import { overCountedCells } from '../../../dimensions/mean-cells';
import {
  alongAxes,
  extent,
  isSymmetric,
  isUnpadded,
  type Pad,
  type Pads,
  reachedPads,
  type Window,
  windowOf,
} from '../../../dimensions/window';
import type { Value } from '../graph-builder';
import type { GraphLayer, GraphRow, Lowered } from '../graph-layer';
import { cast, multiply, scale } from '../ops/arithmetic';
import { isSame } from '../ops/convolution';
import { broadcastTo, crop, pad, reshape, reshapeLike } from '../ops/layout';
import { avgPool, avgPoolGradient, type MeanPadding, maxPool, maxPoolGradient } from '../ops/pooling';
import { mean } from '../ops/reduce';

export const maxPool2d: GraphRow<'max_pool2d'> = ({ g, attributes, x, shape, output }) => {
  const window = windowOf(attributes);
  const pads = usedPads(window, shape, output);
  const padding = { pads, same: isSame(pads, shape.slice(0, -1), window) };
  const largest = maxPool(g, x, window, padding);
  return {
    output: largest,
    backward: (gradient) => ({ inputs: [maxPoolGradient(g, { x, output: largest, gradient }, window, padding)] }),
  };
};

/**
 * TensorFlow pads means only with `SAME`, which does not count padded cells. If the pads are those, it does; otherwise zeros
 * are added around first. Cells that count wrongly are corrected by a factor per position. A mean with stride one and symmetric
 * windows, including padding, is its own gradient, and TensorFlow computes the mean faster.
 */
export const avgPool2d: GraphRow<'avg_pool2d'> = ({ g, attributes, x, shape, output }) => {
  const window = windowOf(attributes);
  const pads = usedPads(window, shape, output);
  const [sizes, places] = [shape.slice(0, -1), output.slice(0, -1)];
  const none = isUnpadded(pads);
  const left = !none && isSame(pads, sizes, window);
  const padding: MeanPadding = left ? 'SAME' : 'VALID';
  const padded = none || left ? x : pad(g, x, pads);
  const counting = { padsCount: attributes.count_include_pad === true, leavesPadding: left };
  const factors = overCountedCells(window, counting, sizes, places);
  const uneven = factors.some((factor) => factor !== 1);
  const correction = uneven ? cast(g, g.constant('float32', [1, ...places, 1], factors), x.type) : undefined;
  const meanOf = (value: Value): Value => {
    const means = avgPool(g, value, window, padding);
    return correction ? multiply(g, means, correction) : means;
  };
  const even = isSymmetric(pads) && window.stride.every((step) => step === 1);
  if (left && even && attributes.count_include_pad)
    return { output: meanOf(x), backward: (gradient) => ({ inputs: [meanOf(gradient)] }) };
  return {
    output: meanOf(padded),
    backward: (gradient) => {
      const down = correction ? multiply(g, gradient, correction) : gradient;
      const whole = avgPoolGradient(g, { sizes: g.shapeOf(padded), gradient: down }, window, padding);
      return { inputs: [padded === x ? whole : crop(g, whole, pads, shape)] };
    },
  };
};

export function globalAvgPool({
  g,
  x,
  shape,
  output,
}: GraphLayer<'global_avg_pool1d'> | GraphLayer<'global_avg_pool2d'>): Lowered {
  const places = shape.slice(0, -1);
  return {
    output: mean(
      g,
      x,
      places.map((_, axis) => axis + 1),
    ),
    backward: (gradient) => {
      const share = reshape(g, scale(g, gradient, 1 / product(places)), [-1, ...places.map(() => 1), ...output]);
      return { inputs: [broadcastTo(g, share, g.shapeOf(x))] };
    },
  };
}

/** Uses an ordinary pool over the whole image: among equal values, the first receives the gradient, as there. */
export const globalMaxPool2d: GraphRow<'global_max_pool2d'> = ({ g, x, shape, output }) => {
  const [height, width] = imageSizes(shape);
  const window = { kernel: [height, width], stride: [1, 1] } as const;
  const largest = maxPool(g, x, window);
  return {
    output: reshape(g, largest, [-1, ...output]),
    backward: (gradient) => ({
      inputs: [maxPoolGradient(g, { x, output: largest, gradient: reshapeLike(g, gradient, largest) }, window)],
    }),
  };
};

/** The pads without cells at the end that no window reaches: TensorFlow rejects pads as wide as the window. */
function usedPads(window: Window, shape: readonly number[], output: readonly number[]): Pads {
  const pads = reachedPads(window, shape.slice(0, -1));
  return alongAxes(window, pads).map(({ kernel, stride, dilation, before, after }, axis): Pad => {
    const last = (entry(output, axis) - 1) * stride + extent(kernel, dilation);
    return [before, Math.min(after, Math.max(last - before - entry(shape, axis), 0))];
  });
}
