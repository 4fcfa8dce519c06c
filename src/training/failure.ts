import type { Problem } from '../diagnostics/problem';

/** Why a run did not start or did not finish; returned, never thrown. */
export interface Failure {
  readonly ok: false;
  /** What has to change: the spec; files, options or engines around it; or the training, which diverged. */
  readonly cause: 'spec' | 'surroundings' | 'divergence';
  readonly problems: readonly Problem[];
}

export function fail(cause: Failure['cause'], ...problems: readonly Problem[]): Failure {
  return { ok: false, cause, problems };
}
