import * as fs from 'node:fs';
import * as path from 'node:path';

/**
 * modelc's own folder, which contains `engines/`: found by going up from this file, since the distance differs between sources
 * and bundle. Throws if modelc is incomplete.
 */
export function packageRoot(start: string = __dirname): string {
  for (let directory = start; ; directory = path.dirname(directory)) {
    if (nameOf(path.join(directory, 'package.json')) === 'modelc') return directory;
    if (path.dirname(directory) === directory) throw new Error(`no package.json of modelc above ${start}`);
  }
}

function nameOf(packageFile: string): string | undefined {
  try {
    return (JSON.parse(fs.readFileSync(packageFile, 'utf8')) as { name?: string }).name;
  } catch {
    return undefined;
  }
}
