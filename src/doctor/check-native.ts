import type { SearchedPlace } from '../engines/tfjs-node/locate';
import { waysFor } from '../engines/tfjs-node/machine';
import { readManifest } from '../engines/tfjs-node/manifest';
import { describeEngine } from '../install/seal';
import type { Check } from './check';
import type { Probes } from './probes';

const name = 'native engine';

/** Checks the native engine: whether it is there, loads and computes, in the order in which training looks for it. */
export async function checkNative(probes: Probes): Promise<readonly Check[]> {
  const reasons: string[] = [];
  for (const place of probes.places()) {
    if (place.state === 'broken') reasons.push(`in ${place.where} (${place.directory}) ${place.reason}`);
    if (place.state !== 'usable') continue;
    const result = await probes.tryTensorflow(place.packageDirectory);
    if (!result.ok) {
      reasons.push(`in ${place.where} (${place.directory}) ${result.reason}`);
      continue;
    }
    const seconds = (result.milliseconds / 1000).toFixed(1);
    const description = describeEngine(place.tfjsNode, result.tensorflow);
    const found = `${description} in ${place.where}, loads and computes in ${seconds} s`;
    return [{ name, status: 'ok', found, engine: 'tensorflow' }, ...(await checkFiles(probes, place))];
  }
  return [notUsable(probes, reasons)];
}

// An error only if something is there but broken: without the native engine, modelc can still train.
function notUsable({ machine }: Probes, reasons: readonly string[]): Check {
  if (reasons.length > 0) {
    const help = 'run `modelc engine install --force`';
    return { name, status: 'error', found: `broken: ${reasons.join('; ')}`, help, engine: 'tensorflow' };
  }
  const cannot = typeof waysFor(machine) === 'string';
  const help = cannot
    ? 'train with `--engine wasm`'
    : 'run `modelc engine install`: it trains about ten times as fast as WebAssembly';
  return { name, status: 'info', found: 'not installed', help, engine: 'tensorflow' };
}

async function checkFiles(probes: Probes, place: SearchedPlace): Promise<readonly Check[]> {
  const manifest = readManifest(place.directory);
  if (!manifest) return [];
  const files = 'native engine files';
  const mismatch = await probes.findHashMismatch(place.directory, manifest);
  if (mismatch) {
    return [{ name: files, status: 'error', found: mismatch, help: 'run `modelc engine install --force`' }];
  }
  const origin = manifest.source === 'wheel' ? 'the Python package TensorFlow' : "tfjs-node's own download";
  return [{ name: files, status: 'ok', found: `${manifest.files.length} files as installed from ${origin}` }];
}
