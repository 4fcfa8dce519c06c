import { type PaddedWindow, type Pads, padsOf, reachedPads } from '../../../dimensions/window';
import { builtIn, type LayerCode, type Lowering, type Row, unless } from '../layer-code';
import { cellsOf, padded, paddingOption, padsText, zeroPadding } from './padding';

/** Zeros around the input would win over negative values: its cells are padded with minus infinity. */
export const maxPool2d: Row<'max_pool2d'> = (lowering) => {
  const { padding } = lowering.attributes;
  const pads = lowering.attributes.ceil_mode ? padded(reachedOf(lowering)) : cellsOf(padding);
  const before: LayerCode[] = pads
    ? [{ make: 'new LowestPadding2d', part: 'LowestPadding2d', options: { padding: padsText(pads) } }]
    : [];
  const same = lowering.attributes.ceil_mode ? undefined : paddingOption(padding);
  return { before, layer: pool('maxPooling2d', lowering, same) };
};

/** tfjs leaves padding out of the mean, pads by `same` alone, and gives up on windows that reach past the end. */
export const avgPool2d: Row<'avg_pool2d'> = (lowering) => {
  const { padding, count_include_pad: counted, ceil_mode } = lowering.attributes;
  if (padding === 'same' && !counted && !ceil_mode) return { layer: pool('averagePooling2d', lowering, "'same'") };
  const reached = padded(reachedOf(lowering));
  if (!reached) return { layer: pool('averagePooling2d', lowering, undefined) };
  const own = padded(shared(ownPads(lowering), reached));
  const before = counted && own ? [zeroPadding(own)] : [];
  // What is left to pad, and does not count.
  const rest = counted ? padded(less(reached, own ?? NONE)) : reached;
  if (!rest) return { before, layer: pool('averagePooling2d', lowering, undefined) };
  const { options } = pool('', lowering, padsText(rest));
  return { before, layer: { make: 'new PaddedAveragePooling2d', part: 'PaddedAveragePooling2d', options } };
};

const NONE: Pads = { top: 0, bottom: 0, left: 0, right: 0 };

/** The cells of the user's padding that a window reaches. */
function shared(own: Pads, reached: Pads): Pads {
  return { ...own, bottom: Math.min(own.bottom, reached.bottom), right: Math.min(own.right, reached.right) };
}

function less(pads: Pads, taken: Pads): Pads {
  const { top, bottom, left, right } = taken;
  return { top: pads.top - top, bottom: pads.bottom - bottom, left: pads.left - left, right: pads.right - right };
}

function windowOf({ attributes: { kernel, stride, padding, ceil_mode } }: Pool): PaddedWindow {
  return { kernel, stride: stride ?? kernel, dilation: [1, 1], padding, ceil_mode };
}

/** The padding that the user said. */
function ownPads(lowering: Pool): Pads {
  const [height = 0, width = 0] = lowering.inputs[0] ?? [];
  return padsOf(lowering.attributes.padding, [height, width], windowOf(lowering));
}

/** The padding with what the last windows reach past it. */
function reachedOf(lowering: Pool): Pads {
  const [height = 0, width = 0] = lowering.inputs[0] ?? [];
  return reachedPads([height, width], windowOf(lowering));
}

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
