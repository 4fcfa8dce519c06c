import type { SearchedPlace } from '../engines/tfjs-node/locate';
import { findHashMismatch, readManifest } from '../engines/tfjs-node/manifest';
import { probeTensorflow } from './probe';
import type { CommandRunner } from './run-command';
import { describeEngine } from './seal';

/** An existing engine that works. */
export interface Present {
  readonly ok: true;
  readonly status: 'present';
  readonly directory: string;
  readonly description: string;
}

/**
 * The existing engine, tried in a separate process, or `undefined` if an install is needed. With `verify`, the files of a
 * cached one are also compared with their hashes. No network access.
 */
export async function findPresent(
  wish: { force?: boolean; verify?: boolean; signal?: AbortSignal | undefined },
  places: readonly SearchedPlace[],
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
