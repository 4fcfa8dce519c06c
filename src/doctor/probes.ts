import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseCpuInfo, readCpuInfo } from '../engines/cpu-info';
import { cacheDirectory } from '../engines/tfjs-node/cache';
import { locateTensorflow, type SearchedPlace } from '../engines/tfjs-node/locate';
import { freeBytes, type Machine, thisMachine } from '../engines/tfjs-node/machine';
import { findHashMismatch, type Manifest } from '../engines/tfjs-node/manifest';
import { type ProbeResult, probeTensorflow } from '../install/probe';
import { type CommandRunner, runCommand } from '../install/run-command';

/** Everything that the doctor queries from the machine, so that tests can simulate any machine. */
export interface Probes {
  readonly nodeVersion: string;
  readonly machine: Machine;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly run: CommandRunner;
  readonly cache: string;
  /** The instruction sets as named in Linux's /proc/cpuinfo, or `undefined` if unknown. */
  cpuFeatures(): Promise<readonly string[] | undefined>;
  freeBytes(directory: string): number;
  hasWasmSimd(): boolean;
  /** The version of an npm package that modelc would load, or `undefined`. */
  packageVersion(name: string): string | undefined;
  /** The places searched for the native engine. */
  places(): readonly SearchedPlace[];
  tryTensorflow(packageDirectory: string): Promise<ProbeResult>;
  findHashMismatch(directory: string, manifest: Manifest): Promise<string | undefined>;
}

/** The probes for this machine. */
export function machineProbes(): Probes {
  return {
    nodeVersion: process.versions.node,
    machine: thisMachine(),
    env: process.env,
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    run: runCommand,
    cache: cacheDirectory(),
    cpuFeatures: () => readCpuFeatures(process.platform, runCommand),
    freeBytes,
    hasWasmSimd,
    packageVersion,
    places: () => locateTensorflow(),
    tryTensorflow: (directory) => probeTensorflow(directory),
    findHashMismatch,
  };
}

// The smallest module with a vector instruction: () -> v128, splat a zero and count its bits.
const simdModule = [
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0],
  ...[10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
];

function hasWasmSimd(): boolean {
  // Node's types leave WebAssembly to the browser's library, which this project does not use.
  const { WebAssembly } = globalThis as { WebAssembly?: { validate(bytes: Uint8Array): boolean } };
  return WebAssembly?.validate(new Uint8Array(simdModule)) ?? false;
}

// Read from the folder rather than with `require.resolve`, since some packages do not export their package.json.
function packageVersion(name: string): string | undefined {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      const text = fs.readFileSync(path.join(folder, name, 'package.json'), 'utf8');
      return (JSON.parse(text) as { version: string }).version;
    } catch {
      // Not in this folder; the parent may have it.
    }
  }
  return undefined;
}

/** The CPU's instruction sets in Linux's spelling, or `undefined` if the system does not report them. Never rejects. */
export async function readCpuFeatures(
  platform: NodeJS.Platform,
  run: CommandRunner,
): Promise<readonly string[] | undefined> {
  if (platform === 'linux') return parseCpuInfo(readCpuInfo());
  if (platform === 'darwin') {
    const names = ['machdep.cpu.features', 'machdep.cpu.leaf7_features'];
    const result = await run('sysctl', ['-n', ...names], { timeoutMs: 5_000 });
    return parseSysctl(result.stdout);
  }
  return undefined;
}

/** macOS writes the same names in capitals, some with a dot: `AVX1.0`. */
export function parseSysctl(text: string): readonly string[] | undefined {
  const names = text.toLowerCase().split(/\s+/).filter(Boolean);
  return names.length === 0 ? undefined : names.map((name) => (name === 'avx1.0' ? 'avx' : name));
}
