/** Where an install stands; `step` counts from 1. Bytes are given where they are known, `totalBytes` where it is. */
export interface Progress {
  readonly step: number;
  readonly steps: number;
  readonly text: string;
  readonly bytes?: number;
  readonly totalBytes?: number;
}

/** Called at the start of each step, with each change of its bytes, and with each change of plan. */
export type ProgressReporter = (progress: Progress) => void;

/** What an install does, in order; both ways have the same number of steps. */
export const steps = ['packages', 'way', 'libraries', 'addon', 'check'] as const;

export type Step = (typeof steps)[number];
