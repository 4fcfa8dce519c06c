import { builtIn, type LayerCode, type Row, unless } from '../layer-code';
import { cellsOf, paddingOption, zeroPadding } from './padding';
import { weightOptions } from './weights';

/** tfjs knows no groups, can't train with dilation, and pads by `same` alone. */
export const conv2d: Row<'conv2d'> = ({ attributes, weights, scalar, pair }) => {
  const { padding } = attributes;
  const pads = cellsOf(padding);
  const groups = unless('1', scalar('groups', attributes.groups));
  const dilationRate = unless('1', pair('dilation', attributes.dilation));
  const options = {
    filters: scalar('filters', attributes.filters),
    kernelSize: pair('kernel', attributes.kernel),
    strides: unless('1', pair('stride', attributes.stride)),
    dilationRate,
    groups,
    padding: paddingOption(padding),
    useBias: unless('true', scalar('bias', attributes.bias)),
    ...weightOptions(weights),
  };
  const ordinary = groups === undefined && dilationRate === undefined;
  const layer: LayerCode = ordinary
    ? builtIn('conv2d', options)
    : { make: 'new GroupedConv2d', part: 'GroupedConv2d', options };
  return { before: pads ? [zeroPadding(pads)] : [], layer };
};
