import { product } from '../../../dimensions/dimension';
import { apply, method, type Row, type Value } from '../row';
import { fixedSize, multiplySize } from '../size';

type Shape = readonly number[];

/** Whether an image has the same order of values whichever way its axes are. */
function isTrivial(shape: Shape): boolean {
  const [height = 1, width = 1, channels = 1] = shape;
  return channels === 1 || height * width === 1;
}

function channelsLast(input: Value, shape: Shape): Value {
  return shape.length !== 3 || isTrivial(shape) ? input : method(input, 'permute(0, 2, 3, 1)');
}

/** PyTorch's own order wherever the readers can take it; else that of modelc. */
export const flatten: Row<'flatten'> = ({ inputs, size, keepsOrder }) => {
  const [shape = []] = inputs;
  if (shape.length === 1) return {};
  const starts = { starts: true, size: multiplySize(size, product(shape.slice(0, -1))) };
  return {
    ...starts,
    forward: ([input]) =>
      apply('torch.flatten', [keepsOrder ? (input as Value) : channelsLast(input as Value, shape)], '1'),
  };
};

export const reshape: Row<'reshape'> = ({ inputs, output }) => {
  const [from = []] = inputs;
  const [height = 0, width = 0, channels = 0] = output;
  const image = output.length === 3;
  return {
    starts: true,
    size: fixedSize(output.at(-1) ?? 0),
    forward: ([input]) => {
      const value = channelsLast(input as Value, from);
      if (image && isTrivial(output)) return method(value, `reshape(-1, ${channels}, ${height}, ${width})`);
      const shaped = method(value, `reshape(-1, ${output.join(', ')})`);
      return image ? method(shaped, 'permute(0, 3, 1, 2)') : shaped;
    },
  };
};
