import { entry } from './dimension';

/** Cells of padding on both sides of an axis. */
export type Pad = readonly [before: number, after: number];

/** One entry per axis of a window. */
export type Pads = readonly Pad[];

/**
 * `valid` and `same` as in TensorFlow, `causal` with all cells before the first, so that no output depends on later cells, or
 * cells along each axis.
 */
export type Padding = 'valid' | 'same' | 'causal' | Pads;

/** A window over some axes: every list has one entry per axis, in the order of the value. */
export interface Window {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: Padding;
  /** Windows that extend past the end count too. */
  readonly ceil_mode?: boolean;
}

/** The attributes of a window. */
export interface WindowAttributes {
  readonly kernel: readonly number[];
  /** By default, the kernel. */
  readonly stride?: readonly number[] | undefined;
  /** By default, 1 along each axis. */
  readonly dilation?: readonly number[];
  readonly padding: Padding;
  readonly ceil_mode?: boolean;
}

/** The window of the attributes, including defaults. */
export function windowOf({ kernel, stride, dilation, padding, ceil_mode = false }: WindowAttributes): Window {
  return { kernel, stride: stride ?? kernel, dilation: dilation ?? kernel.map(() => 1), padding, ceil_mode };
}

/** A window along one axis: kernel, stride, dilation, and cells of padding on both sides. */
export interface AxisWindow {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
}

/** The cells that a dilated kernel spans. */
export function extent(kernel: number, dilation: number): number {
  return dilation * (kernel - 1) + 1;
}

/** The same along every axis. */
export function extents({ kernel, dilation }: Pick<Window, 'kernel' | 'dilation'>): readonly number[] {
  return kernel.map((cells, axis) => extent(cells, entry(dilation, axis)));
}

/** A window along each of its axes, with these pads. */
export function alongAxes({ kernel, stride, dilation }: Omit<Window, 'padding'>, pads: Pads): readonly AxisWindow[] {
  return kernel.map((cells, axis) => {
    const [before, after] = entry(pads, axis);
    return { kernel: cells, stride: entry(stride, axis), dilation: entry(dilation, axis), before, after };
  });
}

/**
 * The output size of a window over an axis: floor((input + pads - extent) / stride) + 1. Source: ONNX Conv and MaxPool with
 * explicit pads and ceil_mode 0. Below 1 if the kernel does not fit.
 */
export function slide(input: number, { kernel, stride, dilation, before, after }: AxisWindow): number {
  return Math.floor((input + before + after - extent(kernel, dilation)) / stride) + 1;
}

/**
 * The output size if windows that extend past the end count too: ceil((input + pads - extent) / stride) + 1, minus one if the
 * last window would start after the input and the padding before it. Source: ONNX MaxPool with ceil_mode 1; PyTorch's pools.
 */
export function slideCeil(input: number, window: AxisWindow): number {
  return windowsThatTouch(input, window) - (dropsLast(input, window) ? 1 : 0);
}

/** The windows that start in the input or its padding, if those that extend past the end count too. */
function windowsThatTouch(input: number, { kernel, stride, dilation, before, after }: AxisWindow): number {
  return Math.ceil((input + before + after - extent(kernel, dilation)) / stride) + 1;
}

/** Whether the last of them would start in the padding after the input. */
function dropsLast(input: number, window: AxisWindow): boolean {
  return (windowsThatTouch(input, window) - 1) * window.stride >= input + window.before;
}

/**
 * Padding of `same` along one axis: the output is ceil(input / stride), and an odd cell goes to the end. Source: TensorFlow's
 * SAME, ONNX SAME_UPPER.
 */
export function samePad(input: number, kernel: number, stride: number, dilation: number): Pad {
  const output = Math.ceil(input / stride);
  const total = Math.max((output - 1) * stride + extent(kernel, dilation) - input, 0);
  const before = Math.floor(total / 2);
  return [before, total - before];
}

/** The pads of a window over axes of these sizes, as the user wrote them. */
export function padsOf({ kernel, stride, dilation, padding }: Window, sizes: readonly number[]): Pads {
  if (typeof padding !== 'string') return padding;
  return kernel.map((cells, axis): Pad => {
    const distance = entry(dilation, axis);
    if (padding === 'causal') return [extent(cells, distance) - 1, 0];
    return padding === 'same' ? samePad(entry(sizes, axis), cells, entry(stride, axis), distance) : [0, 0];
  });
}

/**
 * The pads that give the same output size without `ceil_mode`: the user's, plus what the last windows extend past them; at the
 * end fewer than the user's if a window that would contain only padding is dropped.
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

/** True if no axis is padded. */
export function isUnpadded(pads: Pads): boolean {
  return pads.every(([before, after]) => before === 0 && after === 0);
}

/** True if every axis has the same padding before and after. */
export function isSymmetric(pads: Pads): boolean {
  return pads.every(([before, after]) => before === after);
}

export function samePads(pads: Pads, others: Pads): boolean {
  return String(pads) === String(others);
}

/**
 * True if a kernel of one cell skips cells. Training one on TensorFlow needs to select the cells first, and then convolve with
 * stride one; `kernelGradientOfPassedCells` in `src/backends/tensorflow/machine.ts` explains why.
 */
export function passesCells(kernel: readonly number[], stride: readonly number[]): boolean {
  return kernel.every((cells) => cells === 1) && stride.some((step) => step > 1);
}

/** The formula that `slide` computes, or with `ceil` that of `slideCeil`, with its numbers, omitting terms that have no effect. */
export function slideFormula(input: number, window: AxisWindow, round: 'floor' | 'ceil' = 'floor'): string {
  const { kernel, stride, dilation, before, after } = window;
  const reach = dilation === 1 ? `${kernel}` : `(${dilation} * (${kernel} - 1) + 1)`;
  const pads = before + after === 0 ? '' : before === after ? ` + 2 * ${before}` : ` + ${before} + ${after}`;
  const span = `${input}${pads} - ${reach}`;
  const sum = stride === 1 ? `${span} + 1` : `${round}((${span}) / ${stride}) + 1`;
  return round === 'ceil' && dropsLast(input, window) ? `${sum} - 1 (the last window would start in the padding)` : sum;
}
