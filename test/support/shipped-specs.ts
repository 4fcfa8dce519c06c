import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Compilation, compile } from '../../src/compiler/compile';
import { folderReader } from '../../src/files/read-include';

const root = join(__dirname, '../..');

function yamlIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `${folder}/${file}`);
}

/** Paths from the root of the repository. */
export const shippedSpecs = yamlIn('specs');
export const shippedBlocks = yamlIn('specs/blocks');

export function readShipped(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** A shipped spec with the files that it includes, and with other values of `let`. */
export function compileShipped(file: string, settings: Readonly<Record<string, string>> = {}): Compilation {
  const path = join(root, file);
  const includes = folderReader(dirname(path));
  return compile(readShipped(file), path, { includes, settings: new Map(Object.entries(settings)) });
}
