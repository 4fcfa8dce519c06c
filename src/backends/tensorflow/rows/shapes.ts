import { positionOf } from '../../../dimensions/axis';
import { entry, imageSizes } from '../../../dimensions/dimension';
import { padMix } from '../../../dimensions/mirror';
import { type Interpolation, resizeMix } from '../../../dimensions/resize';
import { slicedCells } from '../../../dimensions/slice';
import type { GraphLayer, GraphRow, Lowered } from '../graph-layer';
import { scale } from '../ops/arithmetic';
import { batchedShape, crop, pad, padAlong, reshape, reshapeLike, sliceAlong } from '../ops/layout';
import { resample } from '../ops/matrix';
import { avgPool, avgPoolGradient } from '../ops/pooling';

/** The same values in the shape of the output. */
export function reshaped({ g, x, output }: GraphLayer<'flatten'> | GraphLayer<'reshape'>): Lowered {
  return {
    output: reshape(g, x, [-1, ...output]),
    backward: (gradient) => ({ inputs: [reshapeLike(g, gradient, x)] }),
  };
}

export const zeroPad2d: GraphRow<'zero_pad2d'> = ({ g, x, shape, attributes: { padding } }) => {
  return {
    output: pad(g, x, padding),
    backward: (gradient) => ({ inputs: [crop(g, gradient, padding, shape)] }),
  };
};

export const crop2d: GraphRow<'crop2d'> = ({ g, x, output, attributes: { cropping } }) => {
  return {
    output: crop(g, x, cropping, output),
    backward: (gradient) => ({ inputs: [pad(g, gradient, cropping)] }),
  };
};

export const slice: GraphRow<'slice'> = ({ g, x, shape, attributes: { axis, ...ends } }) => {
  const at = positionOf(axis, shape.length);
  const size = entry(shape, at);
  const { start, end } = slicedCells(size, ends);
  const along = { rank: shape.length + 1, axis: at + 1 };
  return {
    output: sliceAlong(g, x, along, { from: start, count: end - start }),
    backward: (gradient) => ({ inputs: [padAlong(g, gradient, along, [start, size - end])] }),
  };
};

/** `nearest` is the gradient of a mean over the cells of one, times their number; `bilinear` a matrix along each axis. */
export const upsample2d: GraphRow<'upsample2d'> = ({ g, x, attributes, shape, output }) => {
  const { factor, interpolation, align_corners } = attributes;
  if (interpolation === 'nearest') {
    const window = { kernel: factor, stride: factor };
    const cells = factor[0] * factor[1];
    return {
      output: avgPoolGradient(g, { sizes: batchedShape(g, x, output), gradient: scale(g, x, cells) }, window, 'VALID'),
      backward: (gradient) => ({ inputs: [scale(g, avgPool(g, gradient, window, 'VALID'), cells)] }),
    };
  }
  return interpolated({ g, x, shape, output }, { interpolation, align_corners });
};

export const resize2d: GraphRow<'resize2d'> = (layer) => interpolated(layer, layer.attributes);

export const pad2d: GraphRow<'pad2d'> = ({ g, x, shape, output, attributes: { padding, mode } }) => {
  const [before, after] = [imageSizes(shape), imageSizes(output)];
  const rows = g.constant('float32', [after[0], before[0]], padMix(before[0], padding[0], mode));
  const columns = g.constant('float32', [after[1], before[1]], padMix(before[1], padding[1], mode));
  const padded = resample(g, { x, sizes: shape }, { rows, columns, output });
  return { output: padded.output, backward: (gradient) => ({ inputs: [padded.backward(gradient)] }) };
};

function interpolated(
  { g, x, shape, output }: Pick<GraphLayer<'resize2d'>, 'g' | 'x' | 'shape' | 'output'>,
  how: Interpolation,
): Lowered {
  const [before, after] = [imageSizes(shape), imageSizes(output)];
  const rows = g.constant('float32', [after[0], before[0]], resizeMix(before[0], after[0], how));
  const columns = g.constant('float32', [after[1], before[1]], resizeMix(before[1], after[1], how));
  const resized = resample(g, { x, sizes: shape }, { rows, columns, output });
  return { output: resized.output, backward: (gradient) => ({ inputs: [resized.backward(gradient)] }) };
}
