import { unless } from '../../source/code';
import { helper } from '../calls';
import type { Row } from '../layer-code';
import { oneModule } from '../two-forms';

/** PyTorch has none; torchvision's `StochasticDepth` is this with the mode `row`. */
export const dropPath: Row<'drop_path'> = ({ attributes, channels: [channels = ''], scalar }) => ({
  ...oneModule(helper('DropPath', [scalar('rate', attributes.rate)])),
  channels,
});

export const layerScale: Row<'layer_scale'> = ({ attributes, channels: [channels = ''], scalar }) => ({
  ...oneModule(helper('LayerScale', [channels], { initial: unless('1e-6', scalar('initial', attributes.initial)) })),
  channels,
  state: { gamma: { key: 'weight', order: [0] } },
});
