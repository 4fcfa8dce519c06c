import type { EngineName } from '../engines/engine';

/** One check of this machine. */
export interface Check {
  readonly name: string;
  /** `info` is a neutral fact; `error` means that something cannot work. */
  readonly status: 'ok' | 'warning' | 'error' | 'info';
  readonly found: string;
  /** What to do about it, as a clause without a full stop. */
  readonly help?: string;
  /** Set for checks that decide whether an engine can train: it can if the status is `ok` or `warning`. */
  readonly engine?: EngineName;
}

/** Whether at least one engine can train on this machine. */
export function canTrain(checks: readonly Check[]): boolean {
  return checks.some((check) => check.engine !== undefined && (check.status === 'ok' || check.status === 'warning'));
}
