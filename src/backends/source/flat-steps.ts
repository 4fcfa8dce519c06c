import type { Body, Step } from '../../graph/graph';

/** The nodes and uses of a body, with those of every turn of its repeats where the repeat stands. */
export function flatSteps({ steps }: Body): Exclude<Step, { type: 'repeat' }>[] {
  return steps.flatMap((step) => (step.type === 'repeat' ? step.repeat.turns.flatMap(flatSteps) : [step]));
}
