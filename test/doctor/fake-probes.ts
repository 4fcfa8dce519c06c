import type { Probes } from '../../src/doctor/probes';
import type { CommandResult, CommandRunner } from '../../src/install/run-command';

/** A runner with the given programs, by the start of a command line, and their output for `--version`. */
export function runnerKnowing(answers: Readonly<Record<string, string>>): CommandRunner {
  return async (program, args): Promise<CommandResult> => {
    const line = [program, ...args].join(' ');
    const found = Object.keys(answers).find((known) => line === `${known} --version`);
    if (found === undefined) return { ended: 'missing', code: null, stdout: '', stderr: '' };
    return { ended: 'exit', code: 0, stdout: `${answers[found]}\n`, stderr: '' };
  };
}

export const allTools = {
  npm: '11.0.0',
  python3: 'Python 3.11.2',
  'python3 -m pip': 'pip 24.0 from /usr/lib/pip (python 3.11)',
  'g++': 'g++ (Debian) 12.2.0',
};

/** A suitable machine without the native engine; each test changes what it is about. */
export function fakeProbes(changes: Partial<Probes> = {}): Probes {
  return {
    nodeVersion: '22.1.0',
    machine: { platform: 'linux', arch: 'x64', libc: { kind: 'glibc', version: '2.36' } },
    env: {},
    cores: 4,
    memoryBytes: 8 * 2 ** 30,
    run: runnerKnowing(allTools),
    cache: '/cache',
    cpuFeatures: async () => ['sse', 'avx', 'avx2'],
    freeBytes: () => 50e9,
    hasWasmSimd: () => true,
    packageVersion: () => '4.22.0',
    places: () => [{ where: "modelc's cache", directory: '/cache/engine', state: 'missing' }],
    tryTensorflow: async () => ({ ok: true, tensorflow: '2.15.1', milliseconds: 440 }),
    findHashMismatch: async () => undefined,
    ...changes,
  };
}
