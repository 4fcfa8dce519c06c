import type { Value } from '../graph-builder';
import type { Lowered } from '../graph-layer';

/** A function of each value, and its gradient from the upstream gradient. */
export function pointwise(output: Value, gradientOf: (gradient: Value) => Value): Lowered {
  return { output, backward: (gradient) => ({ inputs: [gradientOf(gradient)] }) };
}
