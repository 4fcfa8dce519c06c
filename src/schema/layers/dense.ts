import { flag, int, optional } from '../field';
import { defineLayer } from '../layer';

/** Source: ONNX Gemm; weights are input features x units. */
export const dense = defineLayer({
  doc: 'Every unit sees every feature: `features` become `units`.',
  fields: {
    units: int({ doc: 'Features of the output.', minimum: 1 }),
    inputs: optional(
      int({ doc: 'Declares the features of the input, so that a wrong number is an error.', minimum: 1 }),
    ),
    bias: flag({ doc: 'Adds one number for each unit; starts at zero.', default: true }),
  },
  infer([input = []], { units, inputs, bias }, rule) {
    const [features] = input;
    if (!features || input.length !== 1) {
      return rule.fail('shape/needs-features', { kind: 'dense', found: input.map((dimension) => dimension.value) });
    }
    if (inputs !== undefined && inputs !== features.value) rule.mismatch('inputs', inputs, features, 'dense-inputs');
    const initializer = { type: 'glorot_normal', fanIn: features.value, fanOut: units } as const;
    return {
      output: [rule.given('units', units)],
      weights: {
        kernel: { shape: [features.value, units], initializer, trainable: true },
        ...(bias && { bias: { shape: [units], initializer: { type: 'zeros' }, trainable: true } }),
      },
      macs: features.value * units,
    };
  },
});
