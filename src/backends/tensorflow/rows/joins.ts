import { positionOf } from '../../../dimensions/axis';
import { entry } from '../../../dimensions/dimension';
import type { GraphBuilder, Value } from '../graph-builder';
import type { GraphRow } from '../graph-layer';
import { sumOf, multiply as times } from '../ops/arithmetic';
import { concatAlong, reshape, reshapeLike, splitAlong } from '../ops/layout';
import { sum } from '../ops/reduce';

/** Along channels the gradient is split as rows and columns, which TensorFlow copies row by row. */
export const concat: GraphRow<'concat'> = ({ g, attributes, inputs, shapes, output }) => {
  const at = positionOf(attributes.axis, output.length);
  const last = output.length - 1;
  const counts = shapes.map((shape) => entry(shape, at));
  return {
    output: concatAlong(g, inputs, at + 1),
    backward: (gradient) => {
      if (inputs.length === 1) return { inputs: [gradient] };
      if (at < last) return { inputs: splitAlong(g, gradient, { rank: output.length + 1, axis: at + 1 }, counts) };
      const rows = reshape(g, gradient, [-1, entry(output, last)]);
      const parts = splitAlong(g, rows, { rank: 2, axis: 1 }, counts);
      return { inputs: parts.map((part, index) => reshape(g, part, [-1, ...entry(shapes, index)])) };
    },
  };
};

export const add: GraphRow<'add'> = ({ g, inputs }) => ({
  output: sumOf(g, inputs),
  backward: (gradient) => ({ inputs: inputs.map(() => gradient) }),
});

/** One number per channel multiplies the channels of values with positions; its gradient is summed over the positions. */
export const multiply: GraphRow<'multiply'> = ({ g, inputs, shapes, output }) => {
  const factors = inputs.map((input, index) => {
    const shape = shapes[index] as readonly number[];
    return shape.length < output.length ? reshape(g, input, [-1, ...output.slice(1).map(() => 1), ...shape]) : input;
  });
  const product = (values: readonly Value[]): Value => values.reduce((left, right) => times(g, left, right));
  return {
    output: product(factors),
    backward: (gradient) => ({
      inputs: inputs.map((input, index) => {
        const others = factors.filter((_, other) => other !== index);
        const shape = shapes[index] as readonly number[];
        return narrowed(g, product([gradient, ...others]), { input, shape }, output);
      }),
    }),
  };
};

/** A gradient of the output's shape, reduced to the shape of an input that was broadcast. */
function narrowed(
  g: GraphBuilder,
  gradient: Value,
  { input, shape }: { readonly input: Value; readonly shape: readonly number[] },
  output: readonly number[],
): Value {
  const spread = output.flatMap((size, axis) =>
    (shape.length < output.length ? 1 : shape[axis]) === size ? [] : [axis + 1],
  );
  const axes = spread.filter((axis) => axis < output.length);
  if (axes.length === 0 && shape.length === output.length) return gradient;
  return reshapeLike(g, axes.length === 0 ? gradient : sum(g, gradient, axes, true), input);
}
