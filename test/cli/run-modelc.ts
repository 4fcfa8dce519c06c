import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const root = join(__dirname, '../..');

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the bundled command, as a user's shell would, without a terminal. `npm run build` must have been run. */
export function runModelc(
  args: readonly string[],
  options: { cwd?: string; input?: string | Buffer; env?: NodeJS.ProcessEnv } = {},
): Run {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], {
    cwd: options.cwd ?? root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...options.env },
    ...(options.input !== undefined && { input: options.input }),
    encoding: 'utf8',
  });
  if (error) throw error;
  return { code: status, out: stdout, err: stderr };
}
