/** How a run iterates over its images. */
export interface Plan {
  readonly epochs: number;
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  /** Over all epochs: the horizon of the schedule. */
  readonly totalSteps: number;
  /** How many steps are run; less than `totalSteps` if the user asked for fewer. */
  readonly steps: number;
}

/**
 * The plan for `count` images. The last batch of an epoch may be smaller; `stepLimit` ends the run without changing the
 * horizon.
 */
export function makePlan(count: number, epochs: number, batchSize: number, stepLimit?: number): Plan {
  const stepsPerEpoch = Math.ceil(count / batchSize);
  const totalSteps = epochs * stepsPerEpoch;
  return { epochs, batchSize, stepsPerEpoch, totalSteps, steps: Math.min(totalSteps, stepLimit ?? totalSteps) };
}
