import { batchNorm } from './batch-norm';
import { groupedConv2d } from './grouped-conv2d';
import { lowestPadding2d } from './lowest-padding2d';
import { paddedAveragePooling2d } from './padded-average-pooling2d';

/** Layers that tfjs lacks, as classes that a generated program holds where it needs them. */
export const parts = {
  BatchNorm: batchNorm,
  GroupedConv2d: groupedConv2d,
  LowestPadding2d: lowestPadding2d,
  PaddedAveragePooling2d: paddedAveragePooling2d,
} as const;

export type PartName = keyof typeof parts;
