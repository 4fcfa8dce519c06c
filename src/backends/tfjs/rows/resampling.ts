import { entry, imageSizes } from '../../../dimensions/dimension';
import { unless } from '../../source/code';
import { builtIn, type Lowered, type Lowering, type Row } from '../layer-code';
import type { PartName } from '../program-parts';

/** An ordinary pool if all windows have the same size. */
export const adaptiveAvgPool2d: Row<'adaptive_avg_pool2d'> = (lowering) =>
  adaptive(lowering, 'averagePooling2d', 'AdaptiveAveragePooling2d');

export const adaptiveMaxPool2d: Row<'adaptive_max_pool2d'> = (lowering) =>
  adaptive(lowering, 'maxPooling2d', 'AdaptiveMaxPooling2d');

function adaptive(
  { attributes, inputs, pair }: Lowering<'adaptive_avg_pool2d'> | Lowering<'adaptive_max_pool2d'>,
  even: string,
  part: PartName,
): Lowered {
  const [height, width] = imageSizes(entry(inputs, 0));
  const [rows, columns] = attributes.size;
  if (height % rows === 0 && width % columns === 0) {
    const [down, across] = [height / rows, width / columns];
    const poolSize = unless('2', down === across ? `${down}` : `[${down}, ${across}]`);
    return { layer: { ...builtIn(even, { poolSize }), optionsRequired: true } };
  }
  return { layer: { make: `new ${part}`, part, options: { size: pair('size', attributes.size) } } };
}

export const upsample2d: Row<'upsample2d'> = ({ attributes, pair }) => {
  const { factor, interpolation, align_corners } = attributes;
  const text = unless('2', pair('factor', factor));
  if (interpolation === 'bilinear')
    return {
      layer: {
        make: 'new BilinearUpsampling2d',
        part: 'BilinearUpsampling2d',
        options: { size: text, alignCorners: align_corners ? 'true' : undefined },
        optionsRequired: true,
      },
    };
  const size = factor[0] === factor[1] ? unless('[2, 2]', `[${factor.join(', ')}]`) : pair('factor', factor);
  return { layer: { ...builtIn('upSampling2d', { size }), optionsRequired: true } };
};

export const resize2d: Row<'resize2d'> = ({ attributes: { size, interpolation, align_corners }, pair }) => ({
  layer: {
    make: 'new Resize2d',
    part: 'Resize2d',
    options: {
      size: pair('size', size),
      cubic: interpolation === 'bicubic' ? 'true' : undefined,
      alignCorners: align_corners ? 'true' : undefined,
    },
  },
});

/** A pool over the whole image: of several equal maxima, the first gets the gradient. */
export const globalMaxPool2d: Row<'global_max_pool2d'> = ({ inputs }) => {
  const [height, width] = imageSizes(entry(inputs, 0));
  if (height === 1 && width === 1) return { layer: builtIn('flatten') };
  const poolSize = height === width ? `${height}` : `[${height}, ${width}]`;
  const pool = { ...builtIn('maxPooling2d', { poolSize: unless('2', poolSize) }), optionsRequired: true };
  return { before: [pool], layer: builtIn('flatten') };
};
