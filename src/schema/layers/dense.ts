import { channelsOf, product, spatialAxes, valuesOf } from '../../dimensions/dimension';
import { declaration, int } from '../field';
import { defineLayer } from '../layer';
import { biasFields, biasWeight, kernelFields, kernelWeight } from '../weight-fields';

/** Source: ONNX Gemm, and MatMul for a sequence; weights are input features x units. */
export const dense = defineLayer({
  doc: 'A fully connected layer: `features` become `units`. Of a sequence each place by itself: `length x channels` becomes `length x units`.',
  takes: ['vector', 'sequence'],
  traits: { channels: 'units', kernelRows: true },
  fields: {
    units: int({ doc: 'Features of the output.', minimum: 1 }),
    inputs: declaration(int({ doc: 'Declared number of input features; a wrong number is an error.', minimum: 1 })),
    ...biasFields,
    ...kernelFields,
  },
  infer(input, attributes, rule) {
    const { units, inputs } = attributes;
    const features = channelsOf(input);
    const places = spatialAxes(input);
    if (inputs !== undefined && inputs !== features.value) rule.mismatch('inputs', inputs, features, 'dense-inputs');
    const fans = { fanIn: features.value, fanOut: units };
    return {
      output: [...places, rule.given(features.axis, 'units', units)],
      weights: {
        kernel: kernelWeight([features.value, units], fans, attributes),
        ...biasWeight(units, attributes),
      },
      macs: product(valuesOf(places)) * features.value * units,
      ...(places.length === 0 && { reach: 'all' as const }),
    };
  },
});
