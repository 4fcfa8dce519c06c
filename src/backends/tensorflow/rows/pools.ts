import { adaptiveWindows } from '../../../dimensions/resize';
import { extent, type PaddedWindow, type Pads, reachedPads } from '../../../dimensions/window';
import type { Attributes } from '../../../schema/kinds';
import type { Value } from '../graph-builder';
import type { GraphRow } from '../graph-layer';
import { cast, multiply, scale } from '../ops/arithmetic';
import { isEqualPads, isSame, noPads } from '../ops/convolution';
import { broadcastTo, crop, pad, reshape, reshapeLike } from '../ops/layout';
import { alongAxis } from '../ops/matrix';
import { avgPool, avgPoolGradient, type MeanPadding, maxPool, maxPoolGradient } from '../ops/pooling';
import { mean } from '../ops/reduce';
import { overCountedCells } from './mean-cells';

export const maxPool2d: GraphRow<'max_pool2d'> = ({ g, attributes, x, shape, output }) => {
  const window = windowOf(attributes);
  const used = usedPads(window, shape, output);
  const pads = { ...used, same: isSame(used, [shape[0] ?? 0, shape[1] ?? 0], window) };
  const largest = maxPool(g, x, window, pads);
  return {
    output: largest,
    backward: (gradient) => ({ inputs: [maxPoolGradient(g, x, largest, gradient, window, pads)] }),
  };
};

/**
 * TensorFlow pads means by `SAME` alone, which leaves padded cells out. Where the pads are those, it does; else zeros are put around
 * first. What then counts too much or too little is made up for by a factor for each place. A mean by single steps over as much on either
 * side, padding included, is its own gradient, and TensorFlow is faster at the mean.
 */
export const avgPool2d: GraphRow<'avg_pool2d'> = ({ g, attributes, x, shape, output }) => {
  const window = windowOf(attributes);
  const pads = usedPads(window, shape, output);
  const none = isEqualPads(pads, noPads);
  const left = !none && isSame(pads, [shape[0] ?? 0, shape[1] ?? 0], window);
  const padding: MeanPadding = left ? 'SAME' : 'VALID';
  const padded = none || left ? x : pad(g, x, pads);
  const factors = overCountedCells(window, attributes.count_include_pad === true, left, shape, output);
  const uneven = factors.some((factor) => factor !== 1);
  const places = [1, output[0] ?? 0, output[1] ?? 0, 1];
  const correction = uneven ? cast(g, g.constant('float32', places, factors), x.type) : undefined;
  const meanOf = (value: Value): Value => {
    const means = avgPool(g, value, window, padding);
    return correction ? multiply(g, means, correction) : means;
  };
  const even = pads.top === pads.bottom && pads.left === pads.right && window.stride.every((step) => step === 1);
  if (left && even && attributes.count_include_pad)
    return { output: meanOf(x), backward: (gradient) => ({ inputs: [meanOf(gradient)] }) };
  return {
    output: meanOf(padded),
    backward: (gradient) => {
      const down = correction ? multiply(g, gradient, correction) : gradient;
      const whole = avgPoolGradient(g, g.shapeOf(padded), down, window, padding);
      return { inputs: [padded === x ? whole : crop(g, whole, pads, shape)] };
    },
  };
};

/** By an ordinary pool where all windows are alike, else by a matrix of shares along each axis. */
export const adaptiveAvgPool2d: GraphRow<'adaptive_avg_pool2d'> = ({ g, attributes, x, shape, output }) => {
  const { size } = attributes;
  const [height = 0, width = 0, channels = 0] = shape;
  if (height % size[0] === 0 && width % size[1] === 0) {
    const cells = [height / size[0], width / size[1]] as const;
    const window = { kernel: cells, stride: cells };
    return {
      output: avgPool(g, x, window, 'VALID'),
      backward: (gradient) => ({ inputs: [avgPoolGradient(g, g.shapeOf(x), gradient, window, 'VALID')] }),
    };
  }
  const rows = g.constant('float32', [size[0], height], sharesOf(height, size[0]));
  const columns = g.constant('float32', [size[1], width], sharesOf(width, size[1]));
  const between = [size[0], width, channels];
  const tall = reshape(g, alongAxis(g, x, shape, rows, 1, false), [-1, ...between]);
  return {
    output: reshape(g, alongAxis(g, tall, between, columns, 2, false), [-1, ...output]),
    backward: (gradient) => {
      const wide = reshape(g, alongAxis(g, gradient, output, columns, 2, true), [-1, ...between]);
      return { inputs: [reshape(g, alongAxis(g, wide, between, rows, 1, true), [-1, ...shape])] };
    },
  };
};

export const globalAvgPool2d: GraphRow<'global_avg_pool2d'> = ({
  g,
  x,
  shape: [height = 1, width = 1, channels = 1],
}) => ({
  output: mean(g, x, [1, 2]),
  backward: (gradient) => {
    const share = reshape(g, scale(g, gradient, 1 / (height * width)), [-1, 1, 1, channels]);
    return { inputs: [broadcastTo(g, share, g.shapeOf(x))] };
  },
});

/** By an ordinary pool over the whole image: of equal values the first takes the gradient, as it does there. */
export const globalMaxPool2d: GraphRow<'global_max_pool2d'> = ({ g, x, shape: [height = 1, width = 1], output }) => {
  const window = { kernel: [height, width], stride: [1, 1] } as const;
  const largest = maxPool(g, x, window);
  return {
    output: reshape(g, largest, [-1, ...output]),
    backward: (gradient) => ({ inputs: [maxPoolGradient(g, x, largest, reshapeLike(g, gradient, largest), window)] }),
  };
};

export function windowOf({ kernel, stride, padding, ceil_mode }: Attributes<'max_pool2d'>): PaddedWindow {
  return { kernel, stride: stride ?? kernel, dilation: [1, 1], padding, ceil_mode };
}

/** The pads without the cells at the end that no window reaches: TensorFlow refuses pads as wide as the window. */
function usedPads(window: PaddedWindow, [height = 0, width = 0]: readonly number[], output: readonly number[]): Pads {
  const { top, bottom, left, right } = reachedPads([height, width], window);
  const end = (axis: 0 | 1, input: number, before: number, after: number): number => {
    const last = ((output[axis] ?? 1) - 1) * window.stride[axis] + extent(window.kernel[axis], window.dilation[axis]);
    return Math.min(after, Math.max(last - before - input, 0));
  };
  return { top, bottom: end(0, height, top, bottom), left, right: end(1, width, left, right) };
}

/** What each cell of an axis counts in each mean: `after x before`. */
function sharesOf(before: number, after: number): Float32Array {
  const shares = new Float32Array(after * before);
  for (const [window, { start, end }] of adaptiveWindows(before, after).entries())
    shares.fill(1 / (end - start), window * before + start, window * before + end);
  return shares;
}
