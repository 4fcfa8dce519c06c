import { entry } from '../../../dimensions/dimension';
import { type Pad, type Pads, padsOf, reachedPads, windowOf } from '../../../dimensions/window';
import { unless } from '../../source/code';
import { builtIn, type LayerCode, type Lowered, type Lowering } from '../layer-code';
import { cellsOf, lowestPadding, padded, paddingOption, padsText, zeroPadding } from './padding';

/** Padded with minus infinity, since zeros would be larger than negative values. */
export function maxPool(lowering: MaxPool): Lowered {
  const { padding, kernel, ceil_mode } = lowering.attributes;
  const pads = ceil_mode ? padded(reachedOf(lowering)) : cellsOf(lowering.attributes);
  const same = ceil_mode ? undefined : paddingOption(padding);
  return { before: pads ? [lowestPadding(pads)] : [], layer: pool(`maxPooling${kernel.length}d`, lowering, same) };
}

/** tfjs does not count padding in the mean, pads only by `same`, and cannot run windows that reach past the end. */
export function avgPool(lowering: MeanPool): Lowered {
  const { padding, kernel, count_include_pad: counted, ceil_mode } = lowering.attributes;
  const make = `averagePooling${kernel.length}d`;
  if (padding === 'same' && !counted && !ceil_mode) return { layer: pool(make, lowering, "'same'") };
  const reached = padded(reachedOf(lowering));
  if (!reached) return { layer: pool(make, lowering, undefined) };
  const own = padded(shared(ownPads(lowering), reached));
  const before = counted && own ? [zeroPadding(own)] : [];
  // Padding that does not count in the mean.
  const rest = counted ? padded(less(reached, own)) : reached;
  if (!rest) return { before, layer: pool(make, lowering, undefined) };
  const { options } = pool('', lowering, padsText(rest));
  const part = kernel.length === 1 ? 'PaddedAveragePooling1d' : 'PaddedAveragePooling2d';
  return { before, layer: { make: `new ${part}`, part, options } };
}

/** The part of the spec's padding that windows reach. */
function shared(own: Pads, reached: Pads): Pads {
  return own.map(([before, after], axis): Pad => [before, Math.min(after, entry(reached, axis)[1])]);
}

function less(pads: Pads, taken: Pads | undefined): Pads {
  return pads.map(([before, after], axis): Pad => {
    const [first, last] = taken?.[axis] ?? [0, 0];
    return [before - first, after - last];
  });
}

/** The padding that the spec gives. */
function ownPads({ attributes, inputs }: Pool): Pads {
  return padsOf(windowOf(attributes), entry(inputs, 0).slice(0, -1));
}

/** The padding, plus what the last windows reach past it. */
function reachedOf({ attributes, inputs }: Pool): Pads {
  return reachedPads(windowOf(attributes), entry(inputs, 0).slice(0, -1));
}

type MaxPool = Lowering<'max_pool1d'> | Lowering<'max_pool2d'>;
type MeanPool = Lowering<'avg_pool1d'> | Lowering<'avg_pool2d'>;
type Pool = MaxPool | MeanPool;

function pool(make: string, { attributes, pair }: Pool, padding: string | undefined): LayerCode {
  const poolSize = pair('kernel', attributes.kernel);
  const options = {
    poolSize: unless('2', poolSize),
    strides: attributes.stride && unless(poolSize, pair('stride', attributes.stride)),
    padding,
  };
  return { ...builtIn(make, options), optionsRequired: true };
}
