import { type EngineName, engineNames } from './engine';
import type { Trainer } from './trainer';

/** What runtimes say about a lack of memory. */
const MEMORY = /memory|alloc|OOM|resource exhausted/i;

/**
 * An engine failed during its work: for lack of memory, or by a fault in its library. Its state is then unknown: it must not be used any more,
 * not even to dispose. The command line prints it without a stack trace; `cause` is what was thrown.
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly help: string;

  /** `said` replaces the default message. */
  constructor(engine: EngineName, cause: unknown, said?: { readonly message: string; readonly help: string }) {
    const [reason = ''] = String(cause instanceof Error ? cause.message : cause).split('\n');
    super(said?.message ?? `engine \`${engine}\` failed: ${reason}`, { cause });
    const other = engineNames.find((name) => name !== engine && name !== 'graph');
    this.help =
      said?.help ??
      (MEMORY.test(reason)
        ? 'use a smaller `--batch-size`; run `modelc doctor` to check this machine'
        : `this is a fault of the engine, not of the model: train in f32 with \`--engine ${other}\``);
  }
}

/** A trainer whose failures, including that of creating it, are EngineErrors. */
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
