import type { Axis } from './axis';

/** The channels of common images. */
const CHANNELS = [1, 3, 4];
/** Neither a window over few rows, nor a list of sensors, is this large in both of its other sizes. */
const LEAST_SIDE = 16;

/** The channels of common sequences, such as mono and stereo sound or a sensor of three axes. */
const SIGNALS = [1, 2, 3];
/** A sequence of few positions has fewer channels. */
const LEAST_LENGTH = 128;

/** Whether the first size of an input is a usual number of channels, and the others are like the sides of an image, or a length. */
export function looksChannelsFirst(sizes: readonly number[], axes: readonly Axis[]): boolean {
  const [first = 0, second = 0, third = 0] = sizes;
  if (axes.length === 2) return axes[0] === 'length' && SIGNALS.includes(first) && second >= LEAST_LENGTH;
  const [shorter, longer] = [Math.min(second, third), Math.max(second, third)];
  const isImage = axes.length === 3 && axes[0] === 'height';
  return isImage && CHANNELS.includes(first) && shorter >= LEAST_SIDE && longer <= 2 * shorter;
}
