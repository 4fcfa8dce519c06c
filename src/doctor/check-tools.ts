import { findCompiler, findNpm, findPip, findPython } from '../install/tools';
import type { Check } from './check';
import type { Probes } from './probes';

const neededBytes = 1_500_000_000;

/**
 * Checks what `modelc engine install` needs: npm, pip, a C++ compiler and disk space. Missing tools are a warning only while
 * the native engine is missing too.
 */
export async function checkTools(probes: Probes, nativeWorks: boolean): Promise<readonly Check[]> {
  const { run, env } = probes;
  const missing = nativeWorks ? ('info' as const) : ('warning' as const);
  const [npm, pip, compiler] = await Promise.all([findNpm(run), findPip(run), findCompiler(run, env)]);
  return [
    npm
      ? { name: 'npm', status: 'ok', found: npm.version }
      : { name: 'npm', status: missing, found: 'not found', help: 'install npm, which comes with Node.js' },
    pip
      ? { name: 'pip', status: 'ok', found: `${pip.version.replace(/ from .*/, '')} (${pip.program})` }
      : { name: 'pip', status: missing, ...(await missingPip(probes)) },
    compiler
      ? { name: 'C++ compiler', status: 'ok', found: compiler.version }
      : {
          name: 'C++ compiler',
          status: missing,
          found: 'not found',
          help: 'install g++ (on Debian and Ubuntu `apt-get install g++`), or set CXX to a compiler',
        },
    checkSpace(probes, missing),
  ];
}

async function missingPip({ run }: Probes): Promise<Pick<Check, 'found' | 'help'>> {
  const python = await findPython(run);
  const help = 'install it (on Debian and Ubuntu `apt-get install python3-pip`)';
  return { found: python ? `not found (${python.version} is there)` : 'neither Python 3 nor pip was found', help };
}

function checkSpace({ cache, freeBytes }: Probes, missing: 'info' | 'warning'): Check {
  const bytes = freeBytes(cache);
  const found = `${(bytes / 1e9).toFixed(1)} GB free in ${cache}`;
  if (bytes >= neededBytes) return { name: 'cache', status: 'ok', found };
  const help = `an install temporarily needs ${neededBytes / 1e9} GB: free some space, or set MODELC_CACHE to another folder`;
  return { name: 'cache', status: missing, found, help };
}
