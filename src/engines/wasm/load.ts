import * as path from 'node:path';
import type { RuntimeResult, Tf } from '../engine';
import { registerKernels } from './register';

const packages = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers', '@tensorflow/tfjs-backend-wasm'] as const;

const help = `run \`npm install ${packages.map((name) => `${name}@4.22.0`).join(' ')}\` in the folder where modelc is installed`;

/**
 * Loads the embedded runtime: tfjs on WebAssembly, on one thread, with our own gradient kernels. It needs only npm packages,
 * which `load` finds. Takes about a quarter of a second and never throws. Loading again returns the same module. It makes
 * WebAssembly tfjs's backend or fails: there is no silent fallback to a slower one.
 */
export async function loadWasm(load: NodeJS.Require = require): Promise<RuntimeResult> {
  const missing = packages.filter((name) => !resolves(load, name));
  if (missing.length > 0)
    return { ok: false, reason: `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not installed`, help };
  try {
    const tf = loadPackages(load);
    const started = await withoutNewListeners(() => tf.setBackend('wasm'));
    if (!started || tf.getBackend() !== 'wasm')
      return { ok: false, reason: 'the WebAssembly backend of tfjs does not start', help };
    return { ok: true, runtime: { tf, description: await describe(tf) } };
  } catch (error) {
    return { ok: false, reason: `the WebAssembly backend of tfjs does not load: ${firstLine(error)}`, help };
  }
}

function resolves(load: NodeJS.Require, name: string): boolean {
  try {
    load.resolve(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * tfjs with the WebAssembly backend, the gradients and our kernels registered. tfjs-layers is loaded only for the gradients:
 * tfjs-core's build for Node has none, and tfjs publishes no smaller file with them that `require` can load.
 */
function loadPackages(load: NodeJS.Require): Tf {
  const tf: Tf = load('@tensorflow/tfjs-core');
  if (!tf.getGradient('Conv2D')) load('@tensorflow/tfjs-layers');
  const wasm: typeof import('@tensorflow/tfjs-backend-wasm') = load('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(binaryDirectory(load));
  tf.enableProdMode(); // otherwise tfjs prints stack traces and advice to the user
  registerKernels(tf);
  return tf;
}

/** The folder of the .wasm files, with the trailing slash that tfjs needs. A path, so that they are read and not fetched. */
function binaryDirectory(load: NodeJS.Require): string {
  const manifest = load.resolve('@tensorflow/tfjs-backend-wasm/package.json');
  return path.join(path.dirname(manifest), 'dist', path.sep);
}

const events = ['uncaughtException', 'unhandledRejection'] as const;

/** The compiled backend replaces the process's error handlers when it starts: this restores them. */
async function withoutNewListeners<T>(start: () => Promise<T>): Promise<T> {
  const before = new Set<unknown>(events.flatMap((event) => process.rawListeners(event)));
  try {
    return await start();
  } finally {
    for (const event of events) {
      const added = process.rawListeners(event).filter((listener) => !before.has(listener));
      for (const listener of added) process.removeListener(event, listener as () => void);
    }
  }
}

async function describe(tf: Tf): Promise<string> {
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return `tfjs ${tf.version_core} (WebAssembly${simd ? ' with SIMD' : ''}, one thread)`;
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
}
