import type { FileProblem } from '../diagnostics/problem';
import type { TypedGraph, WeightKey } from '../graph/typed-graph';
import { type Optimizer, slotsOf } from '../schema/optimizers';
import { misfits, weightShapes } from './fit-weights';
import { readSafetensors } from './safetensors/read-safetensors';
import { writeSafetensors } from './safetensors/write-safetensors';
import type { WeightTensor } from './weights';

/**
 * Everything that training changes. Together with the spec, the data and the seed it determines all later steps: a trainer that
 * restores it continues as if it had run all steps itself.
 */
export interface TrainingState {
  /** All weights, including statistics, by key. */
  readonly weights: ReadonlyMap<string, WeightTensor>;
  /** The optimizer's state for each trainable weight, by `slotKey`, in the shape of the weight. */
  readonly slots: ReadonlyMap<string, WeightTensor>;
  /** Steps taken so far, which is also the index of the next step. */
  readonly step: number;
}

/** The name of a slot of a weight. Names of nodes contain no dots, so no weight can have this name. */
export function slotKey(key: WeightKey, index: number): string {
  return `${key}.slot${index}`;
}

type Shapes = ReadonlyMap<string, readonly number[]>;

/** The shapes of all slots that an optimizer keeps for a graph. */
export function slotShapes(graph: TypedGraph, optimizer: Optimizer): Shapes {
  const count = slotsOf(optimizer);
  const trainable = [...graph.weights].filter(([, spec]) => spec.trainable);
  return new Map(
    trainable.flatMap(([key, { shape }]) =>
      Array.from({ length: count }, (_, index) => [slotKey(key, index), shape] as const),
    ),
  );
}

/** Throws a RangeError for a state of another graph or optimizer, which is a bug of the caller. */
export function checkState(graph: TypedGraph, optimizer: Optimizer, { weights, slots, step }: TrainingState): void {
  const problems = [...misfits(weightShapes(graph), weights), ...misfits(slotShapes(graph, optimizer), slots)];
  if (!Number.isSafeInteger(step) || step < 0) problems.push(`${step} is not a number of steps`);
  if (problems.length > 0) throw new RangeError(problems.join('; '));
}

/** Writes a state as one safetensors file, completely or not at all. Throws like `writeSafetensors`. */
export function writeState(file: string, { weights, slots, step }: TrainingState): void {
  writeSafetensors(file, { tensors: new Map([...weights, ...slots]), metadata: new Map([['step', `${step}`]]) });
}

/** Reads the state of a graph and an optimizer; a file with any other content is a problem. */
export function readState(
  file: string,
  graph: TypedGraph,
  optimizer: Optimizer,
): { readonly ok: true; readonly state: TrainingState } | { readonly ok: false; readonly problem: FileProblem } {
  const read = readSafetensors(file);
  if (!read.ok) return read;
  const { tensors, metadata } = read.weights;
  const [weights, slots] = [weightShapes(graph), slotShapes(graph, optimizer)];
  const step = metadata.get('step') ?? '';
  const [problem] = [
    ...(/^\d{1,15}$/.test(step) ? [] : ['it does not say after which step it was written']),
    ...misfits(new Map([...weights, ...slots]), tensors),
  ];
  if (problem !== undefined) {
    const help = 'use a state that was written by a run of the same model with the same optimizer';
    return { ok: false, problem: { file, message: `not the state of this run: ${problem}`, help } };
  }
  const named = (shapes: Shapes) =>
    new Map([...shapes.keys()].map((key) => [key, tensors.get(key) as WeightTensor] as const));
  return { ok: true, state: { weights: named(weights), slots: named(slots), step: Number(step) } };
}
