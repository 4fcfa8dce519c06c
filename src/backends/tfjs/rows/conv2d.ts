import { passesCells } from '../../../dimensions/window';
import { builtIn, type LayerCode, type Row, unless } from '../layer-code';
import { cellsOf, paddingOption, zeroPadding } from './padding';
import { weightOptions } from './weights';

/**
 * tfjs knows no groups, can't train with dilation, and pads by `same` alone. A kernel of one cell gets a pool of one cell before it, which
 * leaves out what it passes over: `passesCells` tells why.
 */
export const conv2d: Row<'conv2d'> = ({ attributes, weights, scalar, pair }) => {
  const { kernel, stride, padding } = attributes;
  const pads = cellsOf(padding);
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
    ? builtIn('conv2d', options)
    : { make: 'new GroupedConv2d', part: 'GroupedConv2d', options };
  const before = [
    ...(pads ? [zeroPadding(pads)] : []),
    ...(passes ? [builtIn('averagePooling2d', { poolSize: '1', strides })] : []),
  ];
  return { before, layer };
};
