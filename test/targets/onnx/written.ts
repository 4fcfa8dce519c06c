import { axesOfRank } from '../../../src/dimensions/axis';
import type { Results, Values } from '../job';
import { input, type OnnxCase } from './onnx-case';
import { channelsFirst, channelsLast, reshaped } from './tensors';

/** A case as a spec: the layers, what enters them, their weights, and where the outputs of the node are in the results. */
export interface Written {
  /** The inputs of the spec, by name, with the batch. */
  readonly inputs: Readonly<Record<string, Values>>;
  readonly layers: readonly unknown[];
  /** By `node/weight`. */
  readonly weights?: Readonly<Record<string, Values>>;
  readonly training?: boolean;
  /** The outputs of the node, with ONNX's axes: all of them, or those that the language has. */
  read(results: Results): readonly Values[];
}

/** How a case is written, or why it cannot be. */
export type Writing = Written | string;

/** The name of the only layer that has weights. */
export const LAYER = 'layer';

/** One layer, whose weights are given by their names. */
export function layer(kind: string, attributes: object = {}): object {
  return { [kind]: attributes, name: LAYER };
}

export function weightsOf(weights: Readonly<Record<string, Values | undefined>>): Readonly<Record<string, Values>> {
  const given = Object.entries(weights).flatMap(([name, values]) => (values ? [[`${LAYER}/${name}`, values]] : []));
  return Object.fromEntries(given);
}

/** Layers over images and sequences: ONNX has the batch and the channels first. */
export function overPlaces(
  one: OnnxCase,
  layers: readonly object[],
  more: Pick<Written, 'weights' | 'training'> = {},
): Written {
  return {
    inputs: { input: channelsLast(input(one, 0)) },
    layers,
    ...more,
    read: ({ outputs: [output] }) => [reshaped(channelsFirst(output as Values), one.outputs[0]?.shape ?? [])],
  };
}

/** Layers whose axes are those of ONNX, in order: the whole tensor is one sample. */
export function asSample(
  one: OnnxCase,
  layers: readonly object[],
  more: Pick<Written, 'weights' | 'training'> = {},
): Written {
  const names = one.inputs.map((_, index) => (one.inputs.length === 1 ? 'input' : `in${index}`));
  const inputs = one.inputs.flatMap((value, index) => (value ? [[names[index], sample(value)] as const] : []));
  return { inputs: Object.fromEntries(inputs), layers, ...more, read: ({ outputs }) => outputs.map(ofSample) };
}

/** Layers of a single input that is one sample; the other inputs of the node are attributes or weights. */
export function ofFirst(
  one: OnnxCase,
  layers: readonly object[],
  more: Pick<Written, 'weights' | 'training'> = {},
): Written {
  return asSample({ ...one, inputs: one.inputs.slice(0, 1) }, layers, more);
}

/** A tensor as one sample; a single number is a vector of one feature. */
export function sample(tensor: Values): Values {
  return reshaped(tensor, [1, ...(tensor.shape.length === 0 ? [1] : tensor.shape)]);
}

export function ofSample(tensor: Values): Values {
  return reshaped(tensor, tensor.shape.slice(1));
}

/** What a spec calls an axis of a sample with that many axes; a negative axis counts from the end. */
export function axisName(axis: number, rank: number): string {
  const index = axis < 0 ? axis + rank : axis;
  return index === rank - 1 ? 'channels' : (axesOfRank(rank)[index] as string);
}
