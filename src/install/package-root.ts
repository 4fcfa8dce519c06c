import * as fs from 'node:fs';
import * as path from 'node:path';

/**
 * modelc's own folder, which holds `engines/`: found by going up from this file, because the distance differs between the
 * sources and the bundle. Throws if modelc was taken apart.
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
