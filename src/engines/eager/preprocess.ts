import { channelCount } from '../../dimensions/dimension';
import type { InputNode } from '../../graph/graph';

/**
 * Converts bytes of images to the input of the model: scaled to 0..1, minus the mean and divided by the standard deviation of
 * the channel. There are only 256 bytes, so one table per channel contains every result, and all engines get the same numbers.
 */
export function preprocessor({
  shape,
  preprocess,
}: Pick<InputNode, 'shape' | 'preprocess'>): (bytes: Uint8Array) => Float32Array {
  // One number for all channels needs only one table.
  const lengths = [preprocess?.mean.length ?? 1, preprocess?.std.length ?? 1];
  const channels = lengths.every((length) => length === 1) ? 1 : channelCount(shape);
  const table = new Float32Array(256 * channels);
  for (let channel = 0; channel < channels; channel++) {
    const mean = of(preprocess?.mean, channel) ?? 0;
    const deviation = of(preprocess?.std, channel) ?? 1;
    for (let byte = 0; byte < 256; byte++) table[channel * 256 + byte] = (byte / 255 - mean) / deviation;
  }
  return (bytes) => {
    const values = new Float32Array(bytes.length);
    for (let i = 0, channel = 0; i < bytes.length; i++) {
      values[i] = table[channel * 256 + (bytes[i] as number)] as number;
      if (++channel === channels) channel = 0;
    }
    return values;
  };
}

/** The number of a channel, if one may apply to all. */
function of(values: readonly number[] | undefined, channel: number): number | undefined {
  return values?.length === 1 ? values[0] : values?.[channel];
}
