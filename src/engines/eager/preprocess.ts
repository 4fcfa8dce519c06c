import type { InputNode } from '../../graph/graph';

/**
 * Turns bytes of images into what the model takes: scaled to 0..1, then less the mean and over the deviation of the channel.
 * There are only 256 bytes, so a table for each channel holds every result, and all engines get the same numbers.
 */
export function preprocessor({
  shape,
  preprocess,
}: Pick<InputNode, 'shape' | 'preprocess'>): (bytes: Uint8Array) => Float32Array {
  // One number for all channels needs one table, however many channels there are.
  const lengths = [preprocess?.mean.length ?? 1, preprocess?.std.length ?? 1];
  const channels = lengths.every((length) => length === 1) ? 1 : (shape.at(-1) ?? 1);
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

/** The number of a channel, where one may stand for all. */
function of(values: readonly number[] | undefined, channel: number): number | undefined {
  return values?.length === 1 ? values[0] : values?.[channel];
}
