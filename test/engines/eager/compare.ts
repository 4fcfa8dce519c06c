import { deviation } from '../wasm/support';
import type { Results } from './run-fixture';

/** For one layer, and for a whole net: relative to the largest value of each tensor, in float32. */
export const tolerances = { layer: 1e-5, net: 1e-4 } as const;

/** Describes every tensor that deviates by more than the tolerance, or that only one side has. Empty if all agree. */
export function disagreements(actual: Results, expected: Results, tolerance: number): readonly string[] {
  return [...new Set([...actual.keys(), ...expected.keys()])].flatMap((key) => {
    const [left, right] = [actual.get(key), expected.get(key)];
    if (!left || !right) return [`${key}: only on one side`];
    const off = deviation(left, right);
    return off <= tolerance ? [] : [`${key}: off by ${off.toExponential(1)}`];
  });
}
