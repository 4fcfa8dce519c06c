const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
export type StopSignal = keyof typeof EXIT_CODES;

/** What a process ends with after a signal. */
export function exitCodeOf(signal: StopSignal): number {
  return EXIT_CODES[signal];
}

/** Signals that ask a run to end. */
export interface Interruption {
  /** The first one that came. */
  readonly signal: () => StopSignal | undefined;
  /** Gives the signals back to Node. */
  readonly stop: () => void;
}

/** Remembers the first SIGINT or SIGTERM, for the run to end in good order; a second one ends the process at once. */
export function listenForInterruption(): Interruption {
  let first: StopSignal | undefined;
  const receive = (name: NodeJS.Signals): void => {
    if (first === undefined) first = name as StopSignal;
    else process.exit(exitCodeOf(name as StopSignal));
  };
  process.on('SIGINT', receive).on('SIGTERM', receive);
  return { signal: () => first, stop: () => process.off('SIGINT', receive).off('SIGTERM', receive) };
}
