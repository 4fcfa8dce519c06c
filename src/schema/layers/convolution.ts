import type { SpatialAxis } from '../../dimensions/axis';
import { channelsOf, product, type Shape, valuesOf } from '../../dimensions/dimension';
import { type AttributesOf, int, padding, perAxis } from '../field';
import type { Inference, Rule, Traits } from '../layer';
import { biasFields, biasWeight, kernelFields, kernelWeight } from '../weight-fields';
import { reachOf, slideWindow } from './window-layer';

/**
 * A convolution along some axes, shared by several kinds: fields, shape rule and traits. `words` are accepted by `padding`
 * besides `valid` and `same`. Source: ONNX Conv; weights in TensorFlow's order, window x input channels / groups x filters.
 */
export function convolution<const A extends readonly SpatialAxis[], const W extends readonly 'causal'[] = readonly []>(
  axes: A,
  words?: W,
) {
  const fields = {
    filters: int({ doc: 'Channels of the output.', minimum: 1 }),
    ...steps(axes),
    groups: int({
      doc: 'Number of groups that are convolved separately; must divide the input channels and the filters.',
      minimum: 1,
      default: 1,
    }),
    padding: zeros(axes, words),
    ...biasFields,
    ...kernelFields,
  };
  const infer = (input: Shape, attributes: AttributesOf<typeof fields>, rule: Rule<typeof fields>): Inference => {
    const { filters, kernel, groups } = attributes;
    const channels = channelsOf(input);
    if (channels.value % groups !== 0)
      rule.fail('shape/groups', { groups, of: 'input channels', count: channels.value }, 'groups');
    if (filters % groups !== 0) rule.fail('shape/groups', { groups, of: 'filters', count: filters }, 'groups');
    const { places } = slideWindow(input, attributes, rule);
    const shape = [...kernel, channels.value / groups, filters];
    const area = product(kernel);
    const fans = { fanIn: (area * channels.value) / groups, fanOut: area * filters };
    return {
      output: [...places, rule.given('channels', 'filters', filters)],
      weights: { kernel: kernelWeight(shape, fans, attributes), ...biasWeight(filters, attributes) },
      macs: product(shape) * product(valuesOf(places)),
      reach: reachOf(axes, attributes),
    };
  };
  const traits: Traits = { ...convolving(axes), channels: 'filters', family: 'convolution' };
  return { fields, traits, infer };
}

/** The same for a separate convolution of each channel. Source: ONNX Conv with one group per channel. */
export function depthwiseConvolution<
  const A extends readonly SpatialAxis[],
  const W extends readonly 'causal'[] = readonly [],
>(axes: A, words?: W) {
  const fields = {
    ...steps(axes),
    multiplier: int({ doc: 'Output channels per input channel.', minimum: 1, default: 1 }),
    padding: zeros(axes, words),
    ...biasFields,
    ...kernelFields,
  };
  const infer = (input: Shape, attributes: AttributesOf<typeof fields>, rule: Rule<typeof fields>): Inference => {
    const { kernel, multiplier } = attributes;
    const channels = channelsOf(input);
    const { places } = slideWindow(input, attributes, rule);
    const shape = [...kernel, channels.value, multiplier];
    const area = product(kernel);
    const count = channels.value * multiplier;
    const factors = [channels, rule.given('channels', 'multiplier', multiplier)];
    const outputs =
      multiplier === 1 ? channels : rule.derive('channels', count, `${channels.value} * ${multiplier}`, factors);
    return {
      output: [...places, outputs],
      weights: {
        kernel: kernelWeight(shape, { fanIn: area, fanOut: area * multiplier }, attributes),
        ...biasWeight(count, attributes),
      },
      macs: product(shape) * product(valuesOf(places)),
      reach: reachOf(axes, attributes),
    };
  };
  return { fields, traits: { ...convolving(axes), family: 'depthwise_convolution' }, infer };
}

/** Attributes of a window that reads cells of the input. */
export function steps<const A extends readonly SpatialAxis[]>(axes: A) {
  return {
    kernel: perAxis(axes, { doc: 'Size of the window.', minimum: 1 }),
    stride: perAxis(axes, { doc: 'Distance between windows.', minimum: 1, default: 1 }),
    dilation: perAxis(axes, { doc: 'Distance between the cells of the window.', minimum: 1, default: 1 }),
  };
}

/** Padding of a convolution. */
export function zeros<const A extends readonly SpatialAxis[], const W extends readonly 'causal'[] = readonly []>(
  axes: A,
  words?: W,
) {
  return padding(axes, { doc: 'Cells of zeros around the input.', default: 'valid', ...(words && { words }) });
}

export function convolving(axes: readonly SpatialAxis[]): Traits {
  return { window: { axes, use: 'convolution' } };
}
