import * as fs from 'node:fs';
import * as path from 'node:path';
import { type ManifestFile, measureFile, writeManifest } from '../engines/tfjs-node/manifest';
import { pins } from '../engines/tfjs-node/pins';
import { InstallFailure } from './failure';
import { probeTensorflow } from './probe';
import type { CommandRunner } from './run-command';
import { tfjsNodeDirectory } from './site';

/**
 * Tries a built engine in a separate process and writes its manifest, which makes it an engine. Returns the engine's
 * description; throws InstallFailure if it does not compute.
 */
export async function sealEngine(
  directory: string,
  source: 'download' | 'wheel',
  run: CommandRunner,
  signal?: AbortSignal,
): Promise<string> {
  const probe = await probeTensorflow(tfjsNodeDirectory(directory), { run, signal });
  if (!probe.ok) {
    const help = 'run `modelc doctor` to see what this machine has, and train with `--engine wasm` meanwhile';
    throw new InstallFailure(`the engine was built, but ${probe.reason}`, help);
  }
  const files: ManifestFile[] = [];
  for (const file of nativeFiles(directory)) files.push(await measureFile(directory, file));
  writeManifest(directory, { formatVersion: 1, tfjsNode: pins.tfjsNode, tensorflow: probe.tensorflow, source, files });
  return describeEngine(pins.tfjsNode, probe.tensorflow);
}

/** The name of the native engine for people. */
export function describeEngine(tfjsNode: string, tensorflow: string): string {
  return `tfjs-node ${tfjsNode} (TensorFlow ${tensorflow})`;
}

/** The libraries and the addon, without symbolic links. */
function nativeFiles(directory: string): string[] {
  const root = tfjsNodeDirectory(directory);
  return ['deps', 'lib']
    .map((folder) => path.join(root, folder))
    .filter((folder) => fs.existsSync(folder))
    .flatMap((folder) => fs.readdirSync(folder, { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile() && /\.(so|so\.[\d.]+|dylib|[\d.]+\.dylib|dll|node)$/.test(entry.name))
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
