import type { EngineName } from './engine';
import type { Trainer } from './trainer';

/**
 * An engine broke off in the middle of its work, most likely for want of memory. Its state is unknown then: nothing may be asked
 * of it any more, not even to dispose. For the command line to print without a stack trace; `cause` has what was thrown.
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly help: string;

  /** `said` stands in the place of what is said of an engine that broke off. */
  constructor(engine: EngineName, cause: unknown, said?: { readonly message: string; readonly help: string }) {
    const reason = String(cause instanceof Error ? cause.message : cause).split('\n')[0];
    super(said?.message ?? `the engine \`${engine}\` broke off: ${reason}`, { cause });
    this.help =
      said?.help ??
      'if memory ran out, a smaller `--batch-size` takes less of it; `modelc doctor` tells what works here';
  }
}

/** A trainer whose every failure is an EngineError, that of making it as well. */
export async function guardTrainer(engine: EngineName, make: () => Trainer | Promise<Trainer>): Promise<Trainer> {
  const trainer = await makeOrExplain(engine, make);
  let broken = false;
  const guard = <T>(work: Promise<T>): Promise<T> =>
    work.catch((cause: unknown) => {
      broken = true;
      throw new EngineError(engine, cause);
    });
  return {
    ...trainer,
    train: (batch, rate) => guard(trainer.train(batch, rate)),
    evaluate: (batch) => guard(trainer.evaluate(batch)),
    weights: () => guard(trainer.weights()),
    state: () => guard(trainer.state()),
    restore: (state) => guard(trainer.restore(state)),
    dispose: () => {
      if (!broken) trainer.dispose();
    },
  };
}

async function makeOrExplain(engine: EngineName, make: () => Trainer | Promise<Trainer>): Promise<Trainer> {
  try {
    return await make();
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw new EngineError(engine, cause);
  }
}
