import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const src = join(__dirname, '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.includes('generated'),
);

/** Lower folders know nothing of higher ones. */
const order = [
  'diagnostics',
  'dimensions',
  'expression',
  'schema',
  'graph',
  'shape-infer',
  'compiler',
  'mend',
  'migrate',
  'summary',
  'explain',
  'diff',
  'backends',
  'training',
  'bench',
  'cli',
];

/** The live model draws its weights and masks from the random numbers of training, which know nothing of backends. */
const lowered = ['training/random', 'training/engines/engine', 'training/trainer', 'training/weights'];

function rank(file: string): number {
  if (lowered.some((prefix) => file.startsWith(prefix))) return order.indexOf('summary');
  const [folder = ''] = file.split('/');
  return folder === 'index.ts' ? order.length : order.indexOf(folder);
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  const found = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) => match[1] as string);
  return found.map((path) => relative(src, resolve(dirname(join(src, file)), path)));
}

function upwardImports(all: readonly string[], imports: (file: string) => readonly string[]): string[] {
  return all.flatMap((file) =>
    imports(file)
      .filter((target) => rank(target) > rank(file))
      .map((target) => `${file} -> ${target}`),
  );
}

test('imports go one way', () => {
  expect(upwardImports(files, importsOf)).toEqual([]);
});

test('an import upwards would be found', () => {
  expect(upwardImports(['schema/field.ts'], () => ['compiler/compile'])).toEqual([
    'schema/field.ts -> compiler/compile',
  ]);
});

test('every folder has its place in the order', () => {
  for (const file of files) expect([file, rank(file)]).not.toEqual([file, -1]);
});

test('every path that the architecture names is there', () => {
  const text = readFileSync(join(__dirname, '../docs/architecture.md'), 'utf8');
  const named = [...text.matchAll(/\b((?:src|test)\/[\w./-]*\w)/g)].map((match) => match[1] as string);
  expect(named.length).toBeGreaterThan(10);
  for (const path of named) expect([path, existsSync(join(__dirname, '..', path))]).toEqual([path, true]);
});

test('no source file is longer than 300 lines', () => {
  const long = files.filter((file) => readFileSync(join(src, file), 'utf8').split('\n').length > 301);
  expect(long).toEqual([]);
});
