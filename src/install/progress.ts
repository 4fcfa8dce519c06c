/** The progress of an install; `step` starts at 1. `bytes` and `totalBytes` are set if known. */
export interface Progress {
  readonly step: number;
  readonly steps: number;
  readonly text: string;
  readonly bytes?: number;
  readonly totalBytes?: number;
}

/** Called at the start of each step, when its bytes change, and when the plan changes. */
export type ProgressReporter = (progress: Progress) => void;

/** The steps of an install; both ways have the same number. */
export const steps = ['packages', 'way', 'libraries', 'addon', 'check'] as const;

export type Stage = (typeof steps)[number];
