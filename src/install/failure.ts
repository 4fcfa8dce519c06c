import type { CommandResult } from './run-command';

/** Stops an install with a message for the user; caught in `installTensorflow`, so that callers never see it thrown. */
export class InstallFailure extends Error {
  /** `reason` says what was found, `help` what to do, each as a clause without a full stop. */
  constructor(
    readonly reason: string,
    readonly help: string,
  ) {
    super(reason);
  }
}

/** Why a command failed, in a few words and its last lines of output. */
export function describeFailure(result: CommandResult): string {
  switch (result.ended) {
    case 'missing':
      return 'it could not be started';
    case 'timeout':
      return 'it took too long';
    case 'stall':
      return 'it made no progress';
    case 'killed':
      return `it was killed by ${result.killedBy ?? 'a signal'}`;
    case 'exit':
      return `it exited with code ${result.code}${quoteErrors(result)}`;
  }
}

function quoteErrors({ stdout, stderr }: CommandResult): string {
  const lines = (stderr.trim() || stdout.trim()).split('\n').map((line) => line.trim());
  const errors = lines.filter((line) => /error: |npm error (code|network)/i.test(line));
  const shown = (errors.length > 0 ? errors.slice(0, 2) : lines.slice(-2)).filter((line) => line !== '');
  return shown.length > 0 ? `: ${shown.join(' | ').slice(0, 600)}` : '';
}
