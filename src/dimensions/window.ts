import { entry } from './dimension';

/** Cells of padding on either side of an axis. */
export type Pad = readonly [before: number, after: number];

/** One entry for each axis of a window. */
export type Pads = readonly Pad[];

/**
 * `valid` and `same` as TensorFlow means them, `causal` with all cells before the first, so that no output reads what comes after it,
 * or cells along each axis.
 */
export type Padding = 'valid' | 'same' | 'causal' | Pads;

/** A window over some axes: every list has an entry for each of them, in the order of the value. */
export interface Window {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: Padding;
  /** Windows that reach past the end count too. */
  readonly ceil_mode?: boolean;
}

/** The attributes that say a window. */
export interface WindowAttributes {
  readonly kernel: readonly number[];
  /** The kernel where it is left out. */
  readonly stride?: readonly number[] | undefined;
  /** 1 along each axis where it is left out. */
  readonly dilation?: readonly number[];
  readonly padding: Padding;
  readonly ceil_mode?: boolean;
}

/** The window that attributes say, with what they leave out. */
export function windowOf({ kernel, stride, dilation, padding, ceil_mode = false }: WindowAttributes): Window {
  return { kernel, stride: stride ?? kernel, dilation: dilation ?? kernel.map(() => 1), padding, ceil_mode };
}

/** How a window slides along one axis: kernel, stride, dilation, and cells of padding on either side. */
export interface AxisWindow {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
}

/** The cells from the first to the last that a dilated kernel reads. */
export function extent(kernel: number, dilation: number): number {
  return dilation * (kernel - 1) + 1;
}

/** The same along every axis. */
export function extents({ kernel, dilation }: Pick<Window, 'kernel' | 'dilation'>): readonly number[] {
  return kernel.map((cells, axis) => extent(cells, entry(dilation, axis)));
}

/** A window as it slides along each of its axes with these pads. */
export function alongAxes({ kernel, stride, dilation }: Omit<Window, 'padding'>, pads: Pads): readonly AxisWindow[] {
  return kernel.map((cells, axis) => {
    const [before, after] = entry(pads, axis);
    return { kernel: cells, stride: entry(stride, axis), dilation: entry(dilation, axis), before, after };
  });
}

/**
 * Output size of a window over an axis: floor((input + pads - extent) / stride) + 1.
 * Source: ONNX Conv and MaxPool with explicit pads and ceil_mode 0. Below 1 where the kernel does not fit.
 */
export function slide(input: number, { kernel, stride, dilation, before, after }: AxisWindow): number {
  return Math.floor((input + before + after - extent(kernel, dilation)) / stride) + 1;
}

/**
 * Output size where windows that reach past the end count too: ceil((input + pads - extent) / stride) + 1, less one where the last
 * window would start past the input and the padding before it. Source: ONNX MaxPool with ceil_mode 1; PyTorch's pools.
 */
export function slideCeil(input: number, { kernel, stride, dilation, before, after }: AxisWindow): number {
  const output = Math.ceil((input + before + after - extent(kernel, dilation)) / stride) + 1;
  return (output - 1) * stride >= input + before ? output - 1 : output;
}

/**
 * Padding of `same` along one axis: the output is ceil(input / stride), and an odd cell goes to the end.
 * Source: TensorFlow's SAME, ONNX SAME_UPPER.
 */
export function samePad(input: number, kernel: number, stride: number, dilation: number): Pad {
  const output = Math.ceil(input / stride);
  const total = Math.max((output - 1) * stride + extent(kernel, dilation) - input, 0);
  const before = Math.floor(total / 2);
  return [before, total - before];
}

/** The pads of a window over axes of these sizes, as the user said them. */
export function padsOf({ kernel, stride, dilation, padding }: Window, sizes: readonly number[]): Pads {
  if (typeof padding !== 'string') return padding;
  return kernel.map((cells, axis): Pad => {
    const distance = entry(dilation, axis);
    if (padding === 'causal') return [extent(cells, distance) - 1, 0];
    return padding === 'same' ? samePad(entry(sizes, axis), cells, entry(stride, axis), distance) : [0, 0];
  });
}

/**
 * The pads that give the output's size to a window without `ceil_mode`: those of the user, and what its last windows reach past them;
 * at the end fewer than the user's where a window that would lie in them alone is left out.
 */
export function reachedPads(window: Window, sizes: readonly number[]): Pads {
  const pads = padsOf(window, sizes);
  if (!window.ceil_mode) return pads;
  return alongAxes(window, pads).map((axis, index): Pad => {
    const input = entry(sizes, index);
    const output = slideCeil(input, axis);
    if (slide(input, axis) === output) return [axis.before, axis.after];
    const reached = (output - 1) * axis.stride + extent(axis.kernel, axis.dilation) - input - axis.before;
    return [axis.before, Math.max(reached, 0)];
  });
}

/** True where no axis is padded. */
export function isUnpadded(pads: Pads): boolean {
  return pads.every(([before, after]) => before === 0 && after === 0);
}

/** True where every axis is padded by as many cells before as after. */
export function isSymmetric(pads: Pads): boolean {
  return pads.every(([before, after]) => before === after);
}

export function samePads(pads: Pads, others: Pads): boolean {
  return String(pads) === String(others);
}

/**
 * True where a kernel of one cell passes cells over. Whoever trains one on TensorFlow reads the cells that count first, and convolves them
 * in single steps: `kernelGradientOfPassedCells` in `src/backends/tensorflow/machine.ts` says why.
 */
export function passesCells(kernel: readonly number[], stride: readonly number[]): boolean {
  return kernel.every((cells) => cells === 1) && stride.some((step) => step > 1);
}

/** The sum that `slide` computes, with its numbers, shortened where a term does nothing. */
export function slideFormula(
  input: number,
  { kernel, stride, dilation, before, after }: AxisWindow,
  round: 'floor' | 'ceil' = 'floor',
): string {
  const reach = dilation === 1 ? `${kernel}` : `(${dilation} * (${kernel} - 1) + 1)`;
  const pads = before + after === 0 ? '' : before === after ? ` + 2 * ${before}` : ` + ${before} + ${after}`;
  const span = `${input}${pads} - ${reach}`;
  return stride === 1 ? `${span} + 1` : `${round}((${span}) / ${stride}) + 1`;
}
