import type { CommandRunner } from './run-command';

/** A program that was found and can be run. */
export interface Tool {
  readonly program: string;
  /** Arguments that come first: `-m pip`, or a compiler behind a cache. */
  readonly leading: readonly string[];
  /** The first line of its `--version`. */
  readonly version: string;
}

/** Finds Python 3 with pip; any version that pip still supports can download the wheel for another one. */
export function findPip(run: CommandRunner): Promise<Tool | undefined> {
  return firstThatRuns(run, [
    ['python3', '-m', 'pip'],
    ['python', '-m', 'pip'],
  ]);
}

/** Finds Python 3 without pip, to distinguish a machine without pip from one without Python. */
export function findPython(run: CommandRunner): Promise<Tool | undefined> {
  return firstThatRuns(run, [['python3'], ['python']]);
}

/** Finds a C++ compiler: the one in `CXX`, or else one of the usual names. */
export function findCompiler(
  run: CommandRunner,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Tool | undefined> {
  const named = env.CXX?.trim().split(/\s+/);
  const usual = [['g++'], ['c++'], ['clang++']];
  return firstThatRuns(run, named ? [named, ...usual] : usual);
}

/** Finds npm. */
export function findNpm(run: CommandRunner): Promise<Tool | undefined> {
  return firstThatRuns(run, [['npm']]);
}

async function firstThatRuns(run: CommandRunner, commands: readonly (readonly string[])[]): Promise<Tool | undefined> {
  for (const [program = '', ...leading] of commands) {
    const result = await run(program, [...leading, '--version'], { timeoutMs: 20_000 });
    const version = (result.stdout.trim() || result.stderr.trim()).split('\n')[0] ?? '';
    const isPython2 = /python 2\./i.test(version);
    if (result.ended === 'exit' && result.code === 0 && !isPython2) return { program, leading, version };
  }
  return undefined;
}
