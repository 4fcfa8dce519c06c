import { positionOf } from '../../../dimensions/axis';
import { alignedSizes } from '../../../dimensions/broadcast';
import { entry } from '../../../dimensions/dimension';
import type { Value } from '../graph-builder';
import type { GraphLayer, GraphRow } from '../graph-layer';
import {
  cast,
  greaterEqual,
  maximum as larger,
  subtract as minus,
  negate,
  add as plus,
  sumOf,
  multiply as times,
} from '../ops/arithmetic';
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

export const add: GraphRow<'add'> = (layer) => {
  const { g, inputs, shapes, output } = layer;
  const values = aligned(layer);
  const alike = shapes.every((shape) => String(shape) === String(output));
  const sum = (left: Value, right: Value): Value => plus(g, left, right);
  return {
    output: alike ? sumOf(g, inputs) : values.reduce(sum),
    backward: (gradient) => ({ inputs: narrowed(layer, () => gradient) }),
  };
};

export const subtract: GraphRow<'subtract'> = (layer) => {
  const { g } = layer;
  return {
    output: aligned(layer).reduce((left, right) => minus(g, left, right)),
    backward: (gradient) => ({
      inputs: narrowed(layer, (index) => (index === 0 ? gradient : negate(g, gradient))),
    }),
  };
};

export const multiply: GraphRow<'multiply'> = (layer) => {
  const { g } = layer;
  const factors = aligned(layer);
  const product = (values: readonly Value[]): Value => values.reduce((left, right) => times(g, left, right));
  return {
    output: product(factors),
    backward: (gradient) => ({
      inputs: narrowed(layer, (index) => product([gradient, ...factors.filter((_, other) => other !== index)])),
    }),
  };
};

/** Where values are equal, the gradient goes to the first of them. */
export const maximum: GraphRow<'maximum'> = (layer) => {
  const { g } = layer;
  const [first, ...others] = aligned(layer);
  const largest = [first ?? layer.x];
  for (const other of others) largest.push(larger(g, entry(largest, largest.length - 1), other));
  return {
    output: entry(largest, others.length),
    backward: (gradient) => {
      let rest = gradient;
      const gradients: Value[] = [];
      for (let index = others.length - 1; index >= 0; index--) {
        const isLarger = greaterEqual(g, entry(largest, index), entry(others, index));
        const before = times(g, rest, cast(g, isLarger, rest.type));
        gradients.unshift(minus(g, rest, before));
        rest = before;
      }
      return { inputs: narrowed(layer, (index) => entry([rest, ...gradients], index)) };
    },
  };
};

type Joining = Pick<GraphLayer<'add'>, 'g' | 'inputs' | 'shapes' | 'output'>;

/** The inputs with the axes of the output: a vector has one number for each channel. */
function aligned({ g, inputs, shapes, output }: Joining): Value[] {
  return inputs.map((input, index) => {
    const shape = entry(shapes, index);
    return shape.length < output.length ? reshape(g, input, [-1, ...alignedSizes(shape, output)]) : input;
  });
}

/** Gradients of the shape of the output, summed along the axes along which each input was repeated. */
function narrowed({ g, inputs, shapes, output }: Joining, gradientOf: (index: number) => Value): Value[] {
  return inputs.map((input, index) => {
    const shape = entry(shapes, index);
    const sizes = alignedSizes(shape, output);
    const axes = output.flatMap((size, axis) => (sizes[axis] === size ? [] : [axis + 1]));
    const gradient = gradientOf(index);
    const narrow = axes.length === 0 ? gradient : sum(g, gradient, axes, true);
    return shape.length < output.length ? reshapeLike(g, narrow, input) : narrow;
  });
}
