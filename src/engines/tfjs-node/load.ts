import { createRequire } from 'node:module';
import * as path from 'node:path';
import type { Runtime, RuntimeResult, Tf } from '../engine';
import { prepareEnvironment, restoreRemovedUtilities, type ThreadPlan } from './environment';
import { locateTensorflow, type SearchedPlace } from './locate';

const help = 'run `modelc engine install` to get the native engine, or `modelc doctor` to see what is missing';

/**
 * Loads the native runtime: tfjs-node from the user's project, from modelc's folder, or from modelc's cache. Takes about half a
 * second and never throws. Loading again returns the same module, with the threads that it has.
 */
export async function loadTensorflow(
  threads?: ThreadPlan,
  places: readonly SearchedPlace[] = locateTensorflow(),
): Promise<RuntimeResult> {
  const reasons: string[] = [];
  for (const place of places) {
    if (place.state === 'broken') reasons.push(`in ${place.where} (${place.directory}) ${place.reason}`);
    if (place.state !== 'usable') continue;
    try {
      return { ok: true, runtime: await loadFrom(place.packageDirectory, threads) };
    } catch (error) {
      reasons.push(`tfjs-node in ${place.where} (${place.directory}) does not load: ${firstLine(error)}`);
    }
  }
  const reason = reasons.length > 0 ? reasons.join('; ') : 'tfjs-node is not installed';
  return { ok: false, reason, help };
}

async function loadFrom(packageDirectory: string, threads: ThreadPlan | undefined): Promise<Runtime> {
  prepareEnvironment(process.env, threads);
  restoreRemovedUtilities();
  const tf = createRequire(path.join(packageDirectory, 'package.json'))(packageDirectory) as TfNode;
  await tf.ready();
  if (tf.getBackend() !== 'tensorflow') throw new Error(`tfjs chose the backend \`${tf.getBackend()}\``);
  const library = (tf.backend() as NodeBackend).binding?.TF_Version;
  const description = `tfjs-node ${tf.version['tfjs-node']}${library ? ` (TensorFlow ${library})` : ''}`;
  return { tf, description };
}

/** The part of tfjs-node's additions to tfjs that is needed here; its own types would make it a dependency. */
interface TfNode extends Tf {
  readonly version: { readonly 'tfjs-node': string };
}

interface NodeBackend {
  readonly binding?: { readonly TF_Version?: string };
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
}
