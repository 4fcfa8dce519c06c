import { imageSizes } from '../../../dimensions/dimension';
import { isUnpadded, type Pads } from '../../../dimensions/window';
import type { GraphBuilder, Value } from '../graph-builder';
import { machine } from '../machine';
import { sumOf } from '../ops/arithmetic';
import { type Convolution, convolve, convolveKernel, noPads, type Sliding } from '../ops/convolution';
import { concatChannels, pad, reshape, slice, sliceChannels, transpose } from '../ops/layout';
import { STACKED_ROWS as STACK } from '../passes/split-remainders';
import { convolutionGradients } from './grouped';

/** A convolution and its output shape. */
export interface Whole extends Convolution {
  /** `[height, width, out]`. */
  readonly output: readonly number[];
}

/** The convolution in two parts: full blocks, and the rest. */
export function convolveInParts(g: GraphBuilder, whole: Whole): Value {
  const { x, kernel, shape, output, sliding } = whole;
  const { full, rest } = partsOf(whole);
  const blocks = convolve(g, x, sliceChannels(g, kernel, 4, { from: 0, count: full }), sliding);
  const remainder = sliceChannels(g, kernel, 4, { from: full, count: rest });
  const [height, width] = imageSizes(output);
  const stacked = convolve(g, padded(g, whole), stackKernel(g, remainder, shape, rest), STEPS);
  const rows = transpose(g, reshape(g, stacked, [-1, width, STACK, rest]), [0, 2, 1, 3]);
  return concatChannels(g, [blocks, reshape(g, rows, [-1, height, width, rest])], 4);
}

/** The gradient of `convolveInParts` with respect to its kernel. */
export function kernelInParts(g: GraphBuilder, whole: Whole, gradient: Value): Value {
  const { shape, output } = whole;
  const { full, rest } = partsOf(whole);
  const [rows = 0, columns = 0, inputs = 0] = shape;
  const [height, width, filters] = imageSizes(output);
  const flat = reshape(g, gradient, [-1, filters]);
  const part = (from: number, count: number): Value => slice(g, flat, [0, from], [-1, count]);
  const blocks = reshape(g, part(0, full), [-1, height, width, full]);
  const below = transpose(g, reshape(g, part(full, rest), [-1, STACK, width, rest]), [0, 2, 1, 3]);
  const stacked = reshape(g, below, [-1, height / STACK, width, STACK * rest]);
  const tall = convolveKernel(g, { x: padded(g, whole), shape: tallShape(shape, rest), gradient: stacked }, STEPS);
  const planes = reshape(g, tall, [1, rows + STACK - 1, columns * inputs, STACK * rest]);
  const turns = Array.from({ length: STACK }, (_, turn) =>
    slice(g, planes, [0, turn, 0, turn * rest], [1, rows, columns * inputs, rest]),
  );
  const remainder = reshape(g, sumOf(g, turns), [rows, columns, inputs, rest]);
  const inBlocks = { ...whole, shape: [rows, columns, inputs, full] };
  return concatChannels(g, [convolutionGradients(g, inBlocks, blocks).kernel, remainder], 4);
}

const STEPS: Sliding = { stride: [STACK, 1], pads: noPads };

function partsOf({ shape: [, , , filters = 0] }: Whole): { readonly full: number; readonly rest: number } {
  const rest = filters % machine.convolutionBlock;
  return { full: filters - rest, rest };
}

/** The input with its padding, which would be different for larger strides. */
function padded(g: GraphBuilder, { x, sliding: { pads } }: Whole): Value {
  return isUnpadded(pads) ? x : pad(g, x, pads);
}

/** Copies of a kernel side by side, each one row lower than the one before. */
function stackKernel(
  g: GraphBuilder,
  kernel: Value,
  [rows = 0, columns = 0, inputs = 0]: readonly number[],
  rest: number,
): Value {
  const plane = reshape(g, kernel, [1, rows, columns * inputs, rest]);
  const lowered = (turn: number): Pads => [
    [turn, STACK - 1 - turn],
    [0, 0],
  ];
  const copies = Array.from({ length: STACK }, (_, turn) => pad(g, plane, lowered(turn)));
  return reshape(g, concatChannels(g, copies, 4), tallShape([rows, columns, inputs], rest));
}

function tallShape([rows = 0, columns = 0, inputs = 0]: readonly number[], rest: number): readonly number[] {
  return [rows + STACK - 1, columns, inputs, STACK * rest];
}
