import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { cacheDirectory, engineDirectory } from './cache';
import { findSizeMismatch, readManifest } from './manifest';
import { pins } from './pins';

/** A place searched for tfjs-node, and what was found. */
export type SearchedPlace = { readonly where: string; readonly directory: string } & (
  | { readonly state: 'usable'; readonly packageDirectory: string; readonly tfjsNode: string }
  | { readonly state: 'missing' }
  | { readonly state: 'broken'; readonly reason: string }
);

/**
 * The places where tfjs-node may be, in order of preference: the user's project, modelc's folder, modelc's cache. Loads
 * nothing.
 */
export function locateTensorflow(
  from: { cwd?: string; beside?: string; cache?: string } = {},
): readonly SearchedPlace[] {
  return [
    lookInModules('the working directory', from.cwd ?? process.cwd()),
    lookInModules('beside modelc', from.beside ?? __dirname),
    lookInCache(from.cache ?? cacheDirectory()),
  ];
}

/** What a cache contains in the place of the native engine. */
export function lookInCache(cache: string): SearchedPlace {
  const directory = engineDirectory(cache);
  const place = { where: "modelc's cache", directory };
  if (!fs.existsSync(directory)) return { ...place, state: 'missing' };
  const manifest = readManifest(directory);
  if (!manifest) return { ...place, state: 'broken', reason: 'its manifest is missing or unreadable' };
  const mismatch = findSizeMismatch(directory, manifest);
  if (mismatch) return { ...place, state: 'broken', reason: mismatch };
  const packageDirectory = path.join(directory, 'node_modules', '@tensorflow', 'tfjs-node');
  return { ...place, ...inspectPackage(packageDirectory) };
}

function lookInModules(where: string, directory: string): SearchedPlace {
  try {
    const require = createRequire(path.join(directory, 'index.js'));
    const packageFile = require.resolve('@tensorflow/tfjs-node/package.json');
    return { where, directory, ...inspectPackage(path.dirname(packageFile)) };
  } catch {
    return { where, directory, state: 'missing' };
  }
}

type Finding =
  | { readonly state: 'usable'; readonly packageDirectory: string; readonly tfjsNode: string }
  | { readonly state: 'broken'; readonly reason: string };

// The addon is checked before loading anything: tfjs-node registers its kernels before it finds that there is no addon, and a
// second copy loaded after that would share tfjs's global state with the first.
function inspectPackage(packageDirectory: string): Finding {
  const version = versionOf(packageDirectory);
  if (!version) return { state: 'broken', reason: 'the package @tensorflow/tfjs-node is incomplete' };
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantMajor, wantMinor] = pins.oldestTfjsNode;
  if (major !== wantMajor || minor < wantMinor) {
    return {
      state: 'broken',
      reason: `tfjs-node is ${version}, but modelc needs ${wantMajor}.${wantMinor} or a later ${wantMajor}.x`,
    };
  }
  if (!findAddon(packageDirectory))
    return { state: 'broken', reason: 'tfjs-node has no native addon (tfjs_binding.node)' };
  return { state: 'usable', packageDirectory, tfjsNode: version };
}

function versionOf(packageDirectory: string): string | undefined {
  try {
    const content: unknown = JSON.parse(fs.readFileSync(path.join(packageDirectory, 'package.json'), 'utf8'));
    return (content as { version?: string }).version;
  } catch {
    return undefined;
  }
}

function findAddon(packageDirectory: string): string | undefined {
  const library = path.join(packageDirectory, 'lib');
  if (!fs.existsSync(library)) return undefined;
  return fs
    .readdirSync(library)
    .map((folder) => path.join(library, folder, 'tfjs_binding.node'))
    .find((file) => fs.existsSync(file));
}
