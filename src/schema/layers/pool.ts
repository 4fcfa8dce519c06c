import type { SpatialAxis } from '../../dimensions/axis';
import { along, channelsOf, type Shape } from '../../dimensions/dimension';
import { isUnpadded, windowOf } from '../../dimensions/window';
import { type AttributesOf, type Fields, flag, optional, padding, perAxis } from '../field';
import type { Inference, Rule, Traits } from '../layer';
import { reachOf, refusePoolPadding, slideWindow } from './window-layer';

/** The largest value of each window along some axes. Source: ONNX MaxPool. */
export function maxPool<const A extends readonly SpatialAxis[]>(axes: A) {
  const fields = poolFields(axes, 'Cells around the input; they never win.');
  const traits: Traits = { window: { axes, use: 'max_pool' }, family: 'max_pool' };
  const infer = (input: Shape, attributes: AttributesOf<typeof fields>, rule: Rule<typeof fields>): Inference =>
    pool(axes, input, attributes, rule).inference;
  return { fields, traits, infer };
}

/**
 * The mean of each window along some axes. Source: ONNX AveragePool. Frameworks differ on whether padding counts, so a pool
 * with padding must state it.
 */
export function avgPool<const A extends readonly SpatialAxis[]>(axes: A) {
  const fields = {
    ...poolFields(axes, 'Cells around the input.'),
    count_include_pad: optional(
      flag({ doc: 'Whether padding counts as zeros in the mean; required if the pool pads.' }),
    ),
  };
  const traits: Traits = { window: { axes, use: 'mean_pool' }, family: 'avg_pool' };
  const infer = (input: Shape, attributes: AttributesOf<typeof fields>, rule: Rule<typeof fields>): Inference => {
    const { pads, inference } = pool(axes, input, attributes, rule);
    if (!isUnpadded(pads) && attributes.count_include_pad === undefined)
      rule.fail('shape/count-include-pad', {}, 'padding');
    return inference;
  };
  return { fields, traits, infer };
}

/** A pool over all positions leaves the channels as features. */
export function poolAll(input: Shape): Inference {
  return { output: [along('features', channelsOf(input))], reach: 'all' };
}

function poolFields<const A extends readonly SpatialAxis[]>(axes: A, ofPadding: string) {
  return {
    kernel: perAxis(axes, { doc: 'Size of the window.', minimum: 1 }),
    stride: optional(perAxis(axes, { doc: 'Distance between windows; the kernel by default.', minimum: 1 })),
    padding: padding(axes, { doc: ofPadding, default: 'valid' }),
    ceil_mode: flag({ doc: 'Whether windows that extend past the end also produce a value.', default: false }),
  };
}

type PoolAttributes = Parameters<typeof windowOf>[0];

function pool(axes: readonly SpatialAxis[], input: Shape, attributes: PoolAttributes, rule: Rule<Fields>) {
  const window = windowOf(attributes);
  const { places, pads } = slideWindow(input, window, rule);
  refusePoolPadding(input, window, pads, rule);
  const inference: Inference = { output: [...places, channelsOf(input)], reach: reachOf(axes, window) };
  return { pads, inference };
}
