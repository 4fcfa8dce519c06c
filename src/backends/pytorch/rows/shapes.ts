import type { Row } from '../layer-code';
import { channelsFirst, channelsLast, hasOneOrder, isImage } from '../layout';
import { call, unless } from '../python';
import { BIAS } from './conv2d';

/** In PyTorch's order where a dense layer alone reads it, whose rows then lie in that order too. */
export const flatten: Row<'flatten'> = ({ inputs: [shape = []], ordered }) => ({
  expression: ([x = '']) => {
    if (shape.length === 1) return x;
    return ordered || !isImage(shape) || hasOneOrder(shape)
      ? `torch.flatten(${x}, 1)`
      : `torch.flatten(${channelsLast(x, shape)}, 1)`;
  },
});

export const reshape: Row<'reshape'> = ({ inputs: [shape = []], output }) => ({
  expression: ([x = '']) => {
    const from = hasOneOrder(shape) && isImage(shape) ? x : channelsLast(x, shape);
    const [height, width, channels] = output;
    if (isImage(output) && hasOneOrder(output)) return `${from}.reshape(-1, ${channels}, ${height}, ${width})`;
    return channelsFirst(`${from}.reshape(-1, ${output.join(', ')})`, output);
  },
});

export const dense: Row<'dense'> = ({ attributes, channels: [features = ''], flattened, scalar }) => {
  const units = scalar('units', attributes.units);
  const [height = 1, width = 1, channels = 1] = flattened ?? [];
  const rows = flattened && !hasOneOrder(flattened) ? ([height, width, channels] as const) : undefined;
  return {
    module: call('nn.Linear', [features, units], { bias: unless('True', scalar('bias', attributes.bias)) }),
    expression: ([x = ''], self) => `${self}(${x})`,
    channels: units,
    state: { kernel: { key: 'weight', order: [1, 0], ...(rows && { rows }) }, ...(attributes.bias && { bias: BIAS }) },
  };
};
