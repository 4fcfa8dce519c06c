import { passesCells } from '../../../dimensions/window';
import { unless } from '../../source/code';
import { builtIn, type LayerCode, type Lowered, type Lowering } from '../layer-code';
import { cellsOf, paddingOption, zeroPadding } from './padding';
import { weightOptions } from './weights';

/**
 * tfjs has no groups, cannot train dilated convolutions, and pads only by `same`. A convolution of kernel 1 with a larger stride gets a pool
 * of size 1 before it, which drops the cells that the stride skips: `passesCells` says why.
 */
export function convolution(lowering: Lowering<'conv1d'> | Lowering<'conv2d'>): Lowered {
  const { attributes, weights, scalar, pair } = lowering;
  const { kernel, stride, padding } = attributes;
  const dimensions = kernel.length === 1 ? '1d' : '2d';
  const pads = cellsOf(attributes);
  const passes = passesCells(kernel, stride);
  const strides = unless('1', pair('stride', stride));
  const groups = unless('1', scalar('groups', attributes.groups));
  const dilationRate = unless('1', pair('dilation', attributes.dilation));
  const options = {
    filters: scalar('filters', attributes.filters),
    kernelSize: pair('kernel', kernel),
    strides: passes ? undefined : strides,
    dilationRate,
    groups,
    padding: passes ? undefined : paddingOption(padding),
    useBias: unless('true', scalar('bias', attributes.bias)),
    ...weightOptions(weights),
  };
  const ordinary = groups === undefined && dilationRate === undefined;
  const layer: LayerCode = ordinary
    ? builtIn(`conv${dimensions}`, options)
    : { make: `new GroupedConv${dimensions}`, part: `GroupedConv${dimensions}`, options };
  const before = [
    ...(pads ? [zeroPadding(pads)] : []),
    ...(passes ? [builtIn(`averagePooling${dimensions}`, { poolSize: '1', strides })] : []),
  ];
  return { before, layer };
}
