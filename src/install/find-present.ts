import type { Place } from '../engines/tfjs-node/locate';
import { findHashMismatch, readManifest } from '../engines/tfjs-node/manifest';
import { probeTensorflow } from './probe';
import type { CommandRunner } from './run-command';
import { describeEngine } from './seal';

/** An engine that is there and computes. */
export interface Present {
  readonly ok: true;
  readonly status: 'present';
  readonly directory: string;
  readonly description: string;
}

/**
 * The engine that is there already, tried in a process of its own, or `undefined` where an install is due. With `verify`
 * the files of one in the cache are compared with their hashes as well. Touches no network.
 */
export async function findPresent(
  wish: { force?: boolean; verify?: boolean; signal?: AbortSignal | undefined },
  places: readonly Place[],
  run: CommandRunner,
): Promise<Present | undefined> {
  if (wish.force) return undefined;
  for (const place of places) {
    if (place.state !== 'usable') continue;
    const manifest = readManifest(place.directory);
    if (wish.verify && manifest && (await findHashMismatch(place.directory, manifest))) continue;
    const probe = await probeTensorflow(place.packageDirectory, { run, signal: wish.signal });
    if (!probe.ok) continue;
    const description = describeEngine(place.tfjsNode, probe.tensorflow);
    return { ok: true, status: 'present', directory: place.directory, description };
  }
  return undefined;
}
