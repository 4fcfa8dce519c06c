import { axesOfRank, spatialAxisNames } from '../../dimensions/axis';
import { along, axesOf, axisOf, entry, type Shape, spatialAxes } from '../../dimensions/dimension';
import { words } from '../field';
import { defineLayer, type Reach } from '../layer';

const names = [...spatialAxisNames, 'channels'] as const;

/** Source: ONNX Transpose, with axes by name. */
export const permute = defineLayer({
  doc: 'Permutes the axes of a value: with `axes: [width, height, channels]`, `height x width x channels` becomes `width x height x channels`. The form of the value stays, so its axes keep their names in their order: there, the new height is the old width.',
  takes: ['sequence', 'image', 'volume'],
  traits: { keepsValues: true },
  fields: {
    axes: words(names, {
      doc: 'All axes of the input, in the order of the output.',
      example: '[width, height, channels]',
      maximum: 4,
    }),
  },
  infer(input, { axes }, rule) {
    const own = axesOf(input);
    const complete = axes.length === own.length && own.every((axis) => axes.some((name) => name === axis));
    if (!complete) rule.fail('shape/permute', { found: axes, axes: own }, 'axes');
    const after = axesOfRank(own.length);
    const output = axes.map((axis, index) => along(entry(after, index), axisOf(input, axis)));
    return { output, reach: reachOf(output, axes) };
  },
});

/** The same position along other axes; all of the input if channels become positions. */
function reachOf(output: Shape, axes: readonly (typeof names)[number][]): Reach {
  const moved = spatialAxes(output).map(({ axis }, index) => [axis, axes[index]] as const);
  if (moved.some(([, from]) => from === 'channels')) return 'all';
  return Object.fromEntries(moved.map(([axis, from]) => [axis, { extent: 1, stride: 1, from }]));
}
