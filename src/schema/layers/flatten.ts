import { along, channelsOf, product, spatialAxes, valuesOf } from '../../dimensions/dimension';
import { declaration, int } from '../field';
import { defineLayer } from '../layer';

/** Source: ONNX Flatten with axis 1, in the order of the axes, channels last. */
export const flatten = defineLayer({
  doc: 'Turns a value into a vector: `height x width x channels` becomes `height * width * channels` features.',
  takes: 'any',
  traits: { makesVector: true, flattens: true, keepsValues: true },
  fields: {
    size: declaration(int({ doc: 'Declared number of output features; a wrong number is an error.', minimum: 1 })),
  },
  infer(input, { size }, rule) {
    const [channels, places] = [channelsOf(input), spatialAxes(input)];
    const sum = [`${channels.value} ${channels.value === 1 ? 'channel' : 'channels'}`, ...valuesOf(places)].join(' x ');
    const features =
      places.length === 0
        ? along('features', channels)
        : rule.derive('features', product(valuesOf(input)), sum, [channels, ...places]);
    if (size !== undefined && size !== features.value) rule.mismatch('size', size, features, 'flatten-size');
    return { output: [features], reach: 'all' };
  },
});
