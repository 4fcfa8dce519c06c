import { entry, imageSizes } from '../../../dimensions/dimension';
import { unless } from '../../source/code';
import { builtIn, type Row } from '../layer-code';

/** An ordinary pool if all windows have the same size. */
export const adaptiveAvgPool2d: Row<'adaptive_avg_pool2d'> = ({ attributes, inputs, pair }) => {
  const [height, width] = imageSizes(entry(inputs, 0));
  const [rows, columns] = attributes.size;
  if (height % rows === 0 && width % columns === 0) {
    const [down, across] = [height / rows, width / columns];
    const poolSize = unless('2', down === across ? `${down}` : `[${down}, ${across}]`);
    return { layer: { ...builtIn('averagePooling2d', { poolSize }), optionsRequired: true } };
  }
  const options = { size: pair('size', attributes.size) };
  return { layer: { make: 'new AdaptiveAveragePooling2d', part: 'AdaptiveAveragePooling2d', options } };
};

export const upsample2d: Row<'upsample2d'> = ({ attributes, pair }) => {
  const { factor, interpolation } = attributes;
  const text = unless('2', pair('factor', factor));
  if (interpolation === 'bilinear')
    return {
      layer: {
        make: 'new BilinearUpsampling2d',
        part: 'BilinearUpsampling2d',
        options: { size: text },
        optionsRequired: true,
      },
    };
  const size = factor[0] === factor[1] ? unless('[2, 2]', `[${factor.join(', ')}]`) : pair('factor', factor);
  return { layer: { ...builtIn('upSampling2d', { size }), optionsRequired: true } };
};

/** A pool over the whole image: of several equal maxima, the first gets the gradient. */
export const globalMaxPool2d: Row<'global_max_pool2d'> = ({ inputs }) => {
  const [height, width] = imageSizes(entry(inputs, 0));
  if (height === 1 && width === 1) return { layer: builtIn('flatten') };
  const poolSize = height === width ? `${height}` : `[${height}, ${width}]`;
  const pool = { ...builtIn('maxPooling2d', { poolSize: unless('2', poolSize) }), optionsRequired: true };
  return { before: [pool], layer: builtIn('flatten') };
};
