import type { Problem } from '../diagnostics/problem';

/** Why a run did not start or did not reach its end; nothing of it is an exception. */
export interface Failure {
  readonly ok: false;
  /** 1 for what the spec must mend, 2 for usage, files and engines, 3 for training that diverged. */
  readonly exitCode: 1 | 2 | 3;
  readonly problems: readonly Problem[];
}

export function fail(exitCode: Failure['exitCode'], message: string, help: string): Failure {
  return { ok: false, exitCode, problems: [{ message, help }] };
}
