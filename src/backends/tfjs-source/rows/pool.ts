import { padsOf } from '../../../dimensions/window';
import { builtIn, type LayerCode, type Lowering, type Row, unless } from '../layer-code';
import { cellsOf, padded, paddingOption, padsText, zeroPadding } from './padding';

/** Zeros around the input would win over negative values: its cells are padded with minus infinity. */
export const maxPool2d: Row<'max_pool2d'> = (lowering) => {
  const { padding } = lowering.attributes;
  const pads = cellsOf(padding);
  const before: LayerCode[] = pads
    ? [{ make: 'new LowestPadding2d', part: 'LowestPadding2d', options: { padding: padsText(pads) } }]
    : [];
  return { before, layer: pool('maxPooling2d', lowering, paddingOption(padding)) };
};

/** tfjs leaves padding out of the mean, and pads by `same` alone. */
export const avgPool2d: Row<'avg_pool2d'> = (lowering) => {
  const { padding, kernel, stride, count_include_pad: counted } = lowering.attributes;
  if (padding === 'same' && !counted) return { layer: pool('averagePooling2d', lowering, "'same'") };
  const [height = 0, width = 0] = lowering.inputs[0] ?? [];
  const window = { kernel, stride: stride ?? kernel, dilation: [1, 1] } as const;
  const pads = padded(padsOf(padding, [height, width], window));
  if (!pads) return { layer: pool('averagePooling2d', lowering, undefined) };
  if (counted) return { before: [zeroPadding(pads)], layer: pool('averagePooling2d', lowering, undefined) };
  const { options } = pool('', lowering, padsText(pads));
  return { layer: { make: 'new PaddedAveragePooling2d', part: 'PaddedAveragePooling2d', options } };
};

type Pool = Lowering<'max_pool2d'> | Lowering<'avg_pool2d'>;

function pool(make: string, { attributes, pair }: Pool, padding: string | undefined): LayerCode {
  const poolSize = pair('kernel', attributes.kernel);
  const options = {
    poolSize: unless('2', poolSize),
    strides: attributes.stride && unless(poolSize, pair('stride', attributes.stride)),
    padding,
  };
  return { ...builtIn(make, options), optionsRequired: true };
}
