import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { cacheDirectory } from '../engines/tfjs-node/cache';
import type { PythonLibrary } from './entries';

/** The modules that each library needs besides itself, by Python name, with their usual names. */
const needs: { readonly [K in PythonLibrary]: { readonly modules: readonly string[]; readonly called: string } } = {
  torch: { modules: ['torch', 'numpy'], called: 'PyTorch and numpy' },
  keras: { modules: ['keras', 'tensorflow', 'numpy'], called: 'Keras, TensorFlow and numpy' },
};

/** Checks whether modules exist without loading them, which takes seconds. */
const CHECK = 'import importlib.util, sys; sys.exit(not all(map(importlib.util.find_spec, sys.argv[1:])))';

/**
 * A Python interpreter with a library, or why there is none: the given one, or else MODELC_PYTHON, modelc's cache, and
 * `python3`.
 */
export function findPython(
  library: PythonLibrary,
  named: string | undefined,
): { readonly ok: true; readonly file: string } | { readonly ok: false; readonly reason: string } {
  const given = named ?? process.env.MODELC_PYTHON;
  const windows = process.platform === 'win32';
  const cached = path.join(cacheDirectory(), 'pytorch-2.13.0', windows ? 'Scripts/python.exe' : 'bin/python');
  const candidates = given === undefined ? [cached, windows ? 'python' : 'python3'] : [given];
  const { modules, called } = needs[library];
  const file = candidates.find((candidate) => spawnSync(candidate, ['-c', CHECK, ...modules]).status === 0);
  if (file !== undefined) return { ok: true, file };
  const places = candidates.map((candidate) => `\`${candidate}\``).join(' or ');
  return { ok: false, reason: `no ${called} in ${places}; \`--python\` names another` };
}
