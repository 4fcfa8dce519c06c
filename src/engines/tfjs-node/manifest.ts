import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The record of an install, written last; `files` lists the libraries and the addon, not the JavaScript. */
export interface Manifest {
  readonly formatVersion: 1;
  readonly tfjsNode: string;
  readonly tensorflow: string;
  /** Where the libraries came from: tfjs-node's own install script, or a Python wheel. */
  readonly source: 'download' | 'wheel';
  readonly files: readonly ManifestFile[];
}

/** A file with its size and hash at installation; the path is relative, with `/`. */
export interface ManifestFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

const manifestName = 'manifest.json';

/** The SHA-256 of a file in hexadecimal, read as a stream; rejects if it cannot be read. */
export async function sha256OfFile(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(fs.createReadStream(file, { highWaterMark: 1 << 20 }), hash, { ...(signal && { signal }) });
  return hash.digest('hex');
}

/** Measures a file of an install for its manifest; rejects if it does not exist. */
export async function measureFile(directory: string, relative: string): Promise<ManifestFile> {
  const file = path.join(directory, ...relative.split('/'));
  return { path: relative, sizeBytes: fs.statSync(file).size, sha256: await sha256OfFile(file) };
}

/** Writes the manifest of an install. */
export function writeManifest(directory: string, manifest: Manifest): void {
  fs.writeFileSync(path.join(directory, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The manifest of an install, or `undefined` if there is none that this version understands. */
export function readManifest(directory: string): Manifest | undefined {
  try {
    const manifest: unknown = JSON.parse(fs.readFileSync(path.join(directory, manifestName), 'utf8'));
    return isManifest(manifest) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Describes the first file whose size differs from the manifest; otherwise `undefined`. Needs only a few `stat`s, so it can run
 * on each start: mapping a truncated library would end the process with a bus error.
 */
export function findSizeMismatch(directory: string, manifest: Manifest): string | undefined {
  for (const file of manifest.files) {
    const found = fs.statSync(path.join(directory, ...file.path.split('/')), { throwIfNoEntry: false });
    if (!found) return `\`${file.path}\` is missing`;
    if (found.size !== file.sizeBytes) return `\`${file.path}\` has ${found.size} bytes, not ${file.sizeBytes}`;
  }
  return undefined;
}

/** Describes the first file whose content differs from the manifest; otherwise `undefined`. Reads every byte: about a second. */
export async function findHashMismatch(directory: string, manifest: Manifest): Promise<string | undefined> {
  const size = findSizeMismatch(directory, manifest);
  if (size) return size;
  for (const file of manifest.files) {
    const sha256 = await sha256OfFile(path.join(directory, ...file.path.split('/')));
    if (sha256 !== file.sha256) return `\`${file.path}\` has SHA-256 ${sha256}, not ${file.sha256}`;
  }
  return undefined;
}

function isManifest(value: unknown): value is Manifest {
  const manifest = value as Partial<Manifest> | null;
  return (
    manifest?.formatVersion === 1 &&
    Array.isArray(manifest.files) &&
    manifest.files.every((file) => typeof file.path === 'string' && typeof file.sha256 === 'string')
  );
}
