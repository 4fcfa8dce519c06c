import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import { runKernel, type Workspace } from './kernel';

type Pair = readonly [number, number];

/** The shared part of the convolution gradients: sizes, strides and padding of the forward convolution, channels last. */
export type Geometry = backend_util.Conv2DInfo;

/** The attributes of both convolution gradients, as passed by tfjs-core. */
export interface GradientAttributes {
  readonly strides: number | [number, number];
  readonly pad: 'same' | 'valid' | number | backend_util.ExplicitPadding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly dilations?: number | readonly [number, number];
}

/**
 * The geometry of the forward convolution of a gradient. Throws for dilation and for channels first, which these kernels do not
 * support.
 */
export function geometryOf(
  { tf }: Workspace,
  inputShape: readonly number[],
  filterShape: readonly number[],
  attributes: GradientAttributes,
): Geometry {
  const { strides, pad, dimRoundingMode, dataFormat = 'NHWC', dilations = 1 } = attributes;
  if (Math.max(...[dilations].flat()) > 1) {
    throw new Error(
      `the wasm engine cannot train a convolution with dilation ${dilations}: lower it, or use tensorflow`,
    );
  }
  if (dataFormat !== 'NHWC') throw new Error(`the wasm engine trains channels-last only, not ${dataFormat}`);
  return tf.backend_util.computeConv2DInfo(
    [...inputShape] as [number, number, number, number],
    [...filterShape] as [number, number, number, number],
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}

/** How much to pad (positive) or crop (negative) on each side of height and width. */
export interface Margins {
  readonly height: Pair;
  readonly width: Pair;
}

interface ConvolveOptions {
  readonly margins: Margins;
  readonly dilations?: Pair;
}

/** Convolution of stride 1 with margins of either sign. Undefined if the cropping leaves nothing: the result is all zeros. */
export function convolve(
  workspace: Workspace,
  x: TensorInfo,
  filter: TensorInfo,
  { margins, dilations = [1, 1] }: ConvolveOptions,
): TensorInfo | undefined {
  const cropped = crop(workspace, x, margins);
  if (cropped === undefined) return undefined;
  const pad = [[0, 0], margins.height.map(atLeastZero), margins.width.map(atLeastZero), [0, 0]];
  const attributes = { strides: [1, 1], dilations, pad, dataFormat: 'NHWC' };
  const out = runKernel(workspace, 'Conv2D', { x: cropped, filter }, attributes);
  if (cropped !== x) workspace.backend.disposeData(cropped.dataId);
  return out;
}

/** Crops the negative margins; returns `x` itself if there are none, and undefined if nothing is left. */
function crop(workspace: Workspace, x: TensorInfo, { height, width }: Margins): TensorInfo | undefined {
  const [batch = 0, rows = 0, columns = 0, channels = 0] = x.shape;
  const [top, bottom, left, right] = [...height, ...width].map((margin) => atLeastZero(-margin)) as [
    number,
    number,
    number,
    number,
  ];
  if (top + bottom + left + right === 0) return x;
  const size = [batch, rows - top - bottom, columns - left - right, channels];
  if (Math.min(...size) <= 0) return undefined;
  return runKernel(workspace, 'Slice', { x }, { begin: [0, top, left, 0], size });
}

function atLeastZero(value: number): number {
  return Math.max(0, value);
}
