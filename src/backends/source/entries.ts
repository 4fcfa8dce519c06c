import type { Body, Condition, Step } from '../../graph/graph';

/** An item of a body: a step with its condition, or what a condition leaves out. */
export interface Entry {
  /** The index of the step; if it is left out, of the one after it. */
  readonly index: number;
  readonly step: Step | undefined;
  readonly condition: Condition | undefined;
}

/** The items of a body in order, also those that conditions leave out. */
export function entriesOf({ steps, conditions }: Body): Entry[] {
  const omitted = (index: number): Entry[] =>
    conditions.flatMap((condition) =>
      condition.step === index && !condition.holds ? [{ index, step: undefined, condition }] : [],
    );
  const entries = steps.flatMap((step, index): Entry[] => {
    const condition = conditions.find((each) => each.step === index && each.holds);
    return [...omitted(index), { index, step, condition }];
  });
  return [...entries, ...omitted(steps.length)];
}

/** The same for an item in all uses of its block. */
export function keyOfCondition(block: string, { span }: Condition): string {
  return `${block} ${span.source.file} ${span.start}`;
}
