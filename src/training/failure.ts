import type { Problem } from '../diagnostics/problem';

/** Why a run did not start or did not finish; returned, never thrown. */
export interface Failure {
  readonly ok: false;
  /** 1 for errors in the spec, 2 for usage, files and engines, 3 for diverged training. */
  readonly exitCode: 1 | 2 | 3;
  readonly problems: readonly Problem[];
}

export function fail(exitCode: Failure['exitCode'], message: string, help: string): Failure {
  return { ok: false, exitCode, problems: [{ message, help }] };
}
