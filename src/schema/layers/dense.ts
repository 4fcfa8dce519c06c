import { int, optional } from '../field';
import { defineLayer } from '../layer';
import { biasFields, biasWeight, kernelFields, kernelWeight } from '../weight-fields';

/** Source: ONNX Gemm; weights are input features x units. */
export const dense = defineLayer({
  doc: 'Every unit sees every feature: `features` become `units`.',
  fields: {
    units: int({ doc: 'Features of the output.', minimum: 1 }),
    inputs: optional(
      int({ doc: 'Declares the features of the input, so that a wrong number is an error.', minimum: 1 }),
    ),
    ...biasFields,
    ...kernelFields,
  },
  infer([input = []], attributes, rule) {
    const { units, inputs } = attributes;
    const [features] = input;
    if (!features || input.length !== 1) {
      return rule.fail('shape/needs-features', { kind: 'dense', found: input.map((dimension) => dimension.value) });
    }
    if (inputs !== undefined && inputs !== features.value) rule.mismatch('inputs', inputs, features, 'dense-inputs');
    const fans = { fanIn: features.value, fanOut: units };
    return {
      output: [rule.given('units', units)],
      weights: {
        kernel: kernelWeight([features.value, units], fans, attributes),
        ...biasWeight(units, attributes),
      },
      macs: features.value * units,
      reach: 'all',
    };
  },
});
