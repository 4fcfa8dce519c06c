import type { StopSignal } from '../training/run-folder/run-result';

const EXIT_CODES: { readonly [S in StopSignal]: number } = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** The exit code of a process after a signal. */
export function exitCodeOf(signal: StopSignal): number {
  return EXIT_CODES[signal];
}

/** Signals that ask a run to end. */
export interface Interruption {
  /** The first signal received. */
  readonly signal: () => StopSignal | undefined;
  /** Restores Node's signal handling. */
  readonly stop: () => void;
}

/**
 * Remembers the first Ctrl-C, termination or closed terminal, so that the run can end cleanly, and calls `onFirst`; a second one
 * ends the process at once.
 */
export function listenForInterruption(onFirst: () => void = () => undefined): Interruption {
  let first: StopSignal | undefined;
  const receive = (name: NodeJS.Signals): void => {
    if (first !== undefined) {
      process.exit(exitCodeOf(name as StopSignal));
    } else {
      first = name as StopSignal;
      onFirst();
    }
  };
  const names = Object.keys(EXIT_CODES) as StopSignal[];
  for (const name of names) process.on(name, receive);
  return {
    signal: () => first,
    stop: () => {
      for (const name of names) process.off(name, receive);
    },
  };
}
