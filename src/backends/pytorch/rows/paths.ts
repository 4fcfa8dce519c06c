import { unless } from '../../source/code';
import { applied, helper } from '../calls';
import type { Row } from '../layer-code';

/** PyTorch has none; torchvision's `StochasticDepth` is this with the mode `row`. */
export const dropPath: Row<'drop_path'> = ({ attributes, channels: [channels = ''], scalar }) => ({
  module: helper('DropPath', [scalar('rate', attributes.rate)]),
  expression: ([x = ''], self) => applied(self, x),
  channels,
});

export const layerScale: Row<'layer_scale'> = ({ attributes, channels: [channels = ''], scalar }) => ({
  module: helper('LayerScale', [channels], { initial: unless('0.000001', scalar('initial', attributes.initial)) }),
  expression: ([x = ''], self) => applied(self, x),
  channels,
  state: { gamma: { key: 'weight', order: [0] } },
});
