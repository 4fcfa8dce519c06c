import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { cacheDirectory } from '../training/engines/tensorflow/cache';

const CHECK = 'import numpy, torch; print(torch.__version__)';

/** An interpreter with PyTorch, or why there is none: the one that was named, else MODELC_PYTHON, modelc's cache, and `python3`. */
export function findPython(
  named: string | undefined,
):
  | { readonly ok: true; readonly file: string; readonly version: string }
  | { readonly ok: false; readonly reason: string } {
  const given = named ?? process.env.MODELC_PYTHON;
  const windows = process.platform === 'win32';
  const cached = path.join(cacheDirectory(), 'pytorch-2.13.0', windows ? 'Scripts/python.exe' : 'bin/python');
  const candidates = given === undefined ? [cached, windows ? 'python' : 'python3'] : [given];
  for (const file of candidates) {
    const { status, stdout } = spawnSync(file, ['-c', CHECK], { encoding: 'utf8' });
    if (status === 0) return { ok: true, file, version: stdout.trim() };
  }
  return {
    ok: false,
    reason: `no PyTorch and numpy in ${candidates.map((file) => `\`${file}\``).join(' or ')}; \`--python\` names another`,
  };
}
