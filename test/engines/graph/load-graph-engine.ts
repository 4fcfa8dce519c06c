import { chooseEngine } from '../../../src/engines/choose-engine';
import type { EngineResult } from '../../../src/engines/engine';

/** The engine that trains by whole graphs. */
export async function loadGraphEngine(): Promise<EngineResult> {
  return chooseEngine('graph');
}
