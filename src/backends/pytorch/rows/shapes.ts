import { channelsFirstShape, hasOneOrder, isImage } from '../../channels-first/layout';
import { call } from '../../python/code';
import { unless } from '../../source/code';
import type { Row } from '../layer-code';
import { channelsFirst, channelsLast } from '../layout';
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
    if (isImage(output) && hasOneOrder(output)) return `${from}.reshape(-1, ${channelsFirstShape(output).join(', ')})`;
    return channelsFirst(`${from}.reshape(-1, ${output.join(', ')})`, output);
  },
});

export const dense: Row<'dense'> = ({ attributes, channels: [features = ''], flattened, scalar }) => {
  const units = scalar('units', attributes.units);
  const rows = flattened && !hasOneOrder(flattened) ? flattened : undefined;
  return {
    module: call('nn.Linear', [features, units], { bias: unless('True', scalar('bias', attributes.bias)) }),
    expression: ([x = ''], self) => `${self}(${x})`,
    channels: units,
    state: { kernel: { key: 'weight', order: [1, 0], ...(rows && { rows }) }, ...(attributes.bias && { bias: BIAS }) },
  };
};
