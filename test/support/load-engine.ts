import { chooseEngine } from '../../src/engines/choose-engine';
import type { Engine, EngineName } from '../../src/engines/engine';

/** An engine that a test needs; throws if it does not load. */
export async function loadEngine(name: EngineName): Promise<Engine> {
  const chosen = await chooseEngine(name);
  if (!chosen.ok) throw new Error(chosen.reason);
  return chosen.engine;
}
