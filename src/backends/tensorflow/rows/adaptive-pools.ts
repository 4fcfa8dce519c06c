import { entry, imageSizes } from '../../../dimensions/dimension';
import { adaptiveCells, adaptiveWindows, largestAdaptiveWindow } from '../../../dimensions/resize';
import type { GraphRow } from '../graph-layer';
import { resample } from '../ops/matrix';
import { avgPool, avgPoolGradient, maxPool, maxPoolGradient } from '../ops/pooling';

/** Uses an ordinary pool if all windows are equal, otherwise a matrix of weights along each axis. */
export const adaptiveAvgPool2d: GraphRow<'adaptive_avg_pool2d'> = ({ g, attributes, x, shape }) => {
  const { size } = attributes;
  const [height, width] = imageSizes(shape);
  if (height % size[0] === 0 && width % size[1] === 0) {
    const cells = [height / size[0], width / size[1]] as const;
    const window = { kernel: cells, stride: cells };
    return {
      output: avgPool(g, x, window, 'VALID'),
      backward: (gradient) => ({ inputs: [avgPoolGradient(g, { sizes: g.shapeOf(x), gradient }, window, 'VALID')] }),
    };
  }
  const rows = g.constant('float32', [size[0], height], sharesOf(height, size[0]));
  const columns = g.constant('float32', [size[1], width], sharesOf(width, size[1]));
  const means = resample(g, { x, sizes: shape }, { rows, columns, output: size });
  return { output: means.output, backward: (gradient) => ({ inputs: [means.backward(gradient)] }) };
};

/** An ordinary pool over windows that are laid out next to each other, so that all have the same size. */
export const adaptiveMaxPool2d: GraphRow<'adaptive_max_pool2d'> = ({ g, attributes, x, shape }) => {
  const { size } = attributes;
  const places = imageSizes(shape).slice(0, 2);
  const cells = places.map((before, axis) => largestAdaptiveWindow(before, entry(size, axis)));
  const window = { kernel: cells, stride: cells };
  const output = cells.map((count, axis) => count * entry(size, axis));
  const [rows, columns] = places.map((before, axis) =>
    g.constant('float32', [entry(output, axis), before], adaptiveCells(before, entry(size, axis))),
  );
  const even = places.every((before, axis) => before % entry(size, axis) === 0);
  const windows = even || !rows || !columns ? undefined : resample(g, { x, sizes: shape }, { rows, columns, output });
  const laidOut = windows?.output ?? x;
  const largest = maxPool(g, laidOut, window);
  return {
    output: largest,
    backward: (gradient) => {
      const down = maxPoolGradient(g, { x: laidOut, output: largest, gradient }, window);
      return { inputs: [windows ? windows.backward(down) : down] };
    },
  };
};

/** The weight of each cell of an axis in each mean: `after x before`. */
function sharesOf(before: number, after: number): Float32Array {
  const shares = new Float32Array(after * before);
  for (const [window, { start, end }] of adaptiveWindows(before, after).entries())
    shares.fill(1 / (end - start), window * before + start, window * before + end);
  return shares;
}
