import { type Window, windowOf } from '../dimensions/window';
import type { Node } from './graph';

/** The window of a layer, whether it slides over the input or is placed on the output; undefined for kinds without one. */
export function windowOfNode({ attributes }: Node): Window | undefined {
  return attributes && 'kernel' in attributes && 'padding' in attributes ? windowOf(attributes) : undefined;
}
