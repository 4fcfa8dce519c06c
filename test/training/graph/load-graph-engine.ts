import { chooseEngine } from '../../../src/training/engines/choose-engine';
import type { EngineResult } from '../../../src/training/engines/engine';

/** The engine that trains by whole graphs. */
export async function loadGraphEngine(): Promise<EngineResult> {
  return chooseEngine('graph');
}
