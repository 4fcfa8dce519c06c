import type { GraphBuilder, Value } from '../graph-builder';
import { cast } from '../ops/arithmetic';
import { finiteness, pack } from '../ops/control';
import { reshape } from '../ops/layout';
import { flag, type } from '../proto/attribute';
import type { TrainStep } from './train-step';

/** Which values of a step are finite, without applying it. */
export interface Diagnosis {
  /** The checked values, in the order in which they are computed, for people. */
  readonly names: readonly string[];
  /** 1 for each that is finite, 0 for the others. */
  readonly finite: Value;
}

/**
 * Checks the output of each layer, then the loss of each output, then the gradients from the last layer to the first, and their
 * updates.
 */
export function diagnosis(g: GraphBuilder, { lowered, losses, gradients, strides }: TrainStep): Diagnosis {
  const looked = [
    ...lowered.nodes.map(({ node, value }) => [`the output of \`${node.name}\``, value] as const),
    ...losses.map(({ value }) => ['the loss', value] as const),
    ...[...gradients].map(([key, value]) => [`the gradient of \`${key}\``, value] as const),
    ...[...strides].map(([key, value]) => [`the update of \`${key}\``, value] as const),
  ];
  return {
    names: looked.map(([name]) => name),
    finite: pack(
      g,
      looked.map(([, value]) => wholly(g, value)),
    ),
  };
}

/** 1 if every number is finite. */
function wholly(g: GraphBuilder, value: Value): Value {
  const each = finiteness(g, reshape(g, value, [-1]));
  const all = g.add('All', [each, g.list([0])], { Tidx: type('int32'), keep_dims: flag(false) }, { type: 'bool' });
  return cast(g, all, 'float32');
}
