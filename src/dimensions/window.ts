/** How a window slides along one axis: kernel, stride, dilation, and cells of padding on either side. */
export interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
}

/** `valid` and `same` as TensorFlow means them, or cells `[top, bottom, left, right]`. */
export type Padding = 'valid' | 'same' | readonly [number, number, number, number];

/** Cells of padding on the four sides. */
export interface Pads {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The cells from the first to the last that a dilated kernel reads. */
export function extent(kernel: number, dilation: number): number {
  return dilation * (kernel - 1) + 1;
}

/**
 * Output size of a window over an axis: floor((input + pads - extent) / stride) + 1.
 * Source: ONNX Conv and MaxPool with explicit pads and ceil_mode 0. Below 1 where the kernel does not fit.
 */
export function slide(input: number, { kernel, stride, dilation, before, after }: Window): number {
  return Math.floor((input + before + after - extent(kernel, dilation)) / stride) + 1;
}

/**
 * Padding of `same` along one axis: the output is ceil(input / stride), and an odd cell goes to the end.
 * Source: TensorFlow's SAME, ONNX SAME_UPPER.
 */
export function samePads(input: number, kernel: number, stride: number, dilation: number): [number, number] {
  const output = Math.ceil(input / stride);
  const total = Math.max((output - 1) * stride + extent(kernel, dilation) - input, 0);
  const before = Math.floor(total / 2);
  return [before, total - before];
}

/**
 * Output size where windows that reach past the end count too: ceil((input + pads - extent) / stride) + 1, less one where the last
 * window would start past the input and the padding before it. Source: ONNX MaxPool with ceil_mode 1; PyTorch's pools.
 */
export function slideCeil(input: number, { kernel, stride, dilation, before, after }: Window): number {
  const output = Math.ceil((input + before + after - extent(kernel, dilation)) / stride) + 1;
  return (output - 1) * stride >= input + before ? output - 1 : output;
}

/**
 * True where a kernel of one cell passes cells over. oneDNN's gradient of such a kernel (`Conv2DBackpropFilter` of TensorFlow 2.15) is
 * wrong for some sizes, so those who train there read the cells that count first, and convolve them in single steps.
 */
export function passesCells(kernel: readonly [number, number], stride: readonly [number, number]): boolean {
  return kernel[0] === 1 && kernel[1] === 1 && (stride[0] > 1 || stride[1] > 1);
}

/** The sum that `slide` computes, with its numbers, shortened where a term does nothing. */
export function slideFormula(
  input: number,
  { kernel, stride, dilation, before, after }: Window,
  round: 'floor' | 'ceil' = 'floor',
): string {
  const reach = dilation === 1 ? `${kernel}` : `(${dilation} * (${kernel} - 1) + 1)`;
  const pads = before + after === 0 ? '' : before === after ? ` + 2 * ${before}` : ` + ${before} + ${after}`;
  const span = `${input}${pads} - ${reach}`;
  return stride === 1 ? `${span} + 1` : `${round}((${span}) / ${stride}) + 1`;
}

/** A two-dimensional window with its padding. */
export interface PaddedWindow {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly padding: Padding;
  /** Windows that reach past the end count too. */
  readonly ceil_mode?: boolean;
}

/** The pads of a window over an input of `height` x `width`, as the user said them. */
export function padsOf(
  padding: Padding,
  [height, width]: readonly [number, number],
  window: Omit<PaddedWindow, 'padding'>,
): Pads {
  if (padding === 'valid') return { top: 0, bottom: 0, left: 0, right: 0 };
  if (padding !== 'same') {
    const [top, bottom, left, right] = padding;
    return { top, bottom, left, right };
  }
  const [top, bottom] = samePads(height, window.kernel[0], window.stride[0], window.dilation[0]);
  const [left, right] = samePads(width, window.kernel[1], window.stride[1], window.dilation[1]);
  return { top, bottom, left, right };
}

/**
 * The pads that give the output's size to a window without `ceil_mode`: those of the user, and what its last windows reach past them;
 * at the end fewer than the user's where a window that would lie in them alone is left out.
 */
export function reachedPads([height, width]: readonly [number, number], window: PaddedWindow): Pads {
  const pads = padsOf(window.padding, [height, width], window);
  if (!window.ceil_mode) return pads;
  const { top, bottom, left, right } = pads;
  const end = (input: number, axis: 0 | 1, before: number, after: number): number => {
    const [kernel, stride, dilation] = [window.kernel[axis], window.stride[axis], window.dilation[axis]];
    const along = { kernel, stride, dilation, before, after };
    const output = slideCeil(input, along);
    if (slide(input, along) === output) return after;
    return Math.max((output - 1) * stride + extent(kernel, dilation) - input - before, 0);
  };
  return { top, bottom: end(height, 0, top, bottom), left, right: end(width, 1, left, right) };
}
