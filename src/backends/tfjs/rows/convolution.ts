import { passesCells } from '../../../dimensions/window';
import { type Code, unless, usesOf } from '../../source/code';
import { builtIn, type LayerCode, type Lowered, type Lowering } from '../layer-code';
import { paddingCode, writtenPads, zeroPadding } from './padding';
import { weightOptions } from './weights';

/** How a convolution slides: the layers before it, and what is left to its own options. */
interface Sliding {
  readonly before: readonly LayerCode[];
  readonly strides?: Code | undefined;
  readonly padding?: Code | undefined;
}

/**
 * tfjs itself only pads as `same`: other pads come before the convolution. So does a pool of size 1 that drops the cells that a kernel of
 * one cell skips: `passesCells` says why. With
 * `drops`, the layer does that itself.
 */
export function slidingOf({ attributes, pair, scalar }: Lowering<ConvolutionKind>, drops = false): Sliding {
  const { kernel, stride, padding } = attributes;
  const pads = writtenPads(attributes, { scalar, pair });
  const strides = unless('1', pair('stride', stride));
  const before = pads ? [zeroPadding(...pads)] : [];
  if (drops || !passesCells(kernel, stride)) return { before, strides, padding: paddingCode(padding, { scalar }) };
  const pool = builtIn(`averagePooling${kernel.length}d`, { poolSize: '1', strides });
  return { before: [...before, pool] };
}

type ConvolutionKind = 'conv1d' | 'conv2d' | 'depthwise_conv1d' | 'depthwise_conv2d' | 'separable_conv2d';

/** tfjs has no groups and cannot train dilated convolutions, nor those of one cell with a stride, which only some uses of a block may be. */
export function convolution(lowering: Lowering<'conv1d'> | Lowering<'conv2d'>): Lowered {
  const { attributes, weights, scalar, pair } = lowering;
  const dimensions = attributes.kernel.length === 1 ? '1d' : '2d';
  const computed = [pair('kernel', attributes.kernel), pair('stride', attributes.stride)];
  const drops = lowering.mayPassCells && computed.some((code) => usesOf(code).size > 0);
  const { before, strides, padding } = slidingOf(lowering, drops);
  const groups = unless('1', scalar('groups', attributes.groups));
  const dilationRate = unless('1', pair('dilation', attributes.dilation));
  const options = {
    filters: scalar('filters', attributes.filters),
    kernelSize: pair('kernel', attributes.kernel),
    strides,
    dilationRate,
    groups,
    padding,
    useBias: unless('true', scalar('bias', attributes.bias)),
    ...weightOptions(weights),
  };
  const ordinary = !drops && groups === undefined && dilationRate === undefined;
  const layer: LayerCode = ordinary
    ? builtIn(`conv${dimensions}`, options)
    : { make: `new Convolution${dimensions}`, part: `Convolution${dimensions}`, options };
  return { before, layer };
}
