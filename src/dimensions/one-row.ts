import { entry } from './dimension';
import { type Pad, type Pads, padsOf, type WindowAttributes, windowOf } from './window';

/** A window along the length of a sequence, as in attributes. */
type SequenceWindow = WindowAttributes & { readonly kernel: readonly [number] };

/** A window over an image, with `causal` converted to cells. */
interface ImageWindow {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly padding: 'valid' | 'same' | readonly [Pad, Pad];
}

/**
 * The same attributes for a sequence viewed as an image of one row, `[1, length, channels]`: the same numbers in the same
 * order. The stride is that of the length along both axes: a single row allows any stride, and some engines need equal ones.
 */
export function asOneRow<A extends SequenceWindow>(attributes: A): Omit<A, keyof ImageWindow> & ImageWindow {
  const window = windowOf(attributes);
  const [stride, dilation] = [entry(window.stride, 0), entry(window.dilation, 0)];
  const { padding } = window;
  // Only `same` depends on the length, and it stays a word.
  const cells: Pads = padding === 'same' ? [] : padsOf(window, []);
  return {
    ...attributes,
    kernel: [1, attributes.kernel[0]],
    stride: [stride, stride],
    dilation: [1, dilation],
    padding: padding === 'same' || padding === 'valid' ? padding : [[0, 0], entry(cells, 0)],
  };
}
