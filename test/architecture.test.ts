import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const src = join(__dirname, '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.includes('generated'),
);

/** From lowest to highest: a file may import from its own entry and those before it. The longest prefix counts. */
const order = [
  'diagnostics',
  'dimensions',
  'expression',
  'schema',
  'graph',
  'joins',
  'repair',
  'shape-infer',
  'compiler/yaml',
  'compiler/environment',
  'compiler/ast',
  'compiler/read',
  'compiler/include',
  'compiler/validate',
  'compiler/expand',
  'compiler/checks',
  'compiler/compile',
  'summary',
  'explain',
  'diff',
  'fix',
  'migrate',
  'resolve',
  'files',
  'tensors',
  'formats',
  'backends/target',
  'backends/source',
  'backends/python',
  'backends/channels-first',
  'backends',
  'backends/targets',
  'backends/support-docs',
  'engines',
  'install',
  'doctor',
  'training',
  'bench',
  'cli',
  'index',
];

/** What several targets share; any other folder of `backends` is a target. */
const shared = ['source', 'python', 'channels-first'];

function rank(file: string): number {
  const name = file.replace(/\.[jt]s$/, '');
  const fitting = order.filter((entry) => name === entry || name.startsWith(`${entry}/`));
  const [longest = ''] = fitting.toSorted((a, b) => b.length - a.length);
  return order.indexOf(longest);
}

function targetOf(file: string): string | undefined {
  const folder = /^backends\/([^/]+)\//.exec(file)?.[1];
  return folder === undefined || shared.includes(folder) ? undefined : folder;
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  const found = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) => match[1] as string);
  return found
    .map((path) => relative(src, resolve(dirname(join(src, file)), path)))
    .filter((path) => !path.startsWith('..'));
}

/** Imports of a higher folder, and of one target by another. */
function upwardImports(all: readonly string[], imports: (file: string) => readonly string[]): string[] {
  return all.flatMap((file) =>
    imports(file)
      .filter((target) => rank(target) > rank(file) || isForeign(file, target))
      .map((target) => `${file} -> ${target}`),
  );
}

function isForeign(file: string, imported: string): boolean {
  const [own, other] = [targetOf(file), targetOf(imported)];
  return own !== undefined && other !== undefined && own !== other;
}

test('imports go in one direction', () => {
  expect(upwardImports(files, importsOf)).toEqual([]);
});

test('detects an upward import', () => {
  expect(upwardImports(['schema/field.ts'], () => ['compiler/compile'])).toEqual([
    'schema/field.ts -> compiler/compile',
  ]);
});

test('detects an import of another target', () => {
  expect(upwardImports(['backends/tfjs/frame.ts'], () => ['backends/pytorch/frame'])).toEqual([
    'backends/tfjs/frame.ts -> backends/pytorch/frame',
  ]);
});

/** The files in an import cycle, including imports of types. */
function inCircles(all: readonly string[], imports: (file: string) => readonly string[]): string[] {
  const known = new Set(all.map((file) => file.replace(/\.ts$/, '')));
  const next = new Map(
    all.map((file) => [
      file.replace(/\.ts$/, ''),
      imports(file).flatMap((path) => [path, `${path}/index`].filter((one) => known.has(one))),
    ]),
  );
  const leadsBack = (start: string): boolean => {
    const seen = new Set<string>();
    const waiting = [...(next.get(start) ?? [])];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (file === start) return true;
      if (seen.has(file)) continue;
      seen.add(file);
      waiting.push(...(next.get(file) ?? []));
    }
    return false;
  };
  return [...known].filter(leadsBack);
}

test('imports have no cycles, not even of types', () => {
  expect(inCircles(files, importsOf)).toEqual([]);
});

test('detects a cycle', () => {
  const imports = (file: string): string[] => [file === 'a.ts' ? 'b' : 'a'];
  expect(inCircles(['a.ts', 'b.ts'], imports)).toEqual(['a', 'b']);
});

test('every folder has a place in the order', () => {
  for (const file of files) expect([file, rank(file)]).not.toEqual([file, -1]);
});

test('every path in the architecture exists', () => {
  const text = readFileSync(join(__dirname, '../docs/architecture.md'), 'utf8');
  const named = [...text.matchAll(/\b((?:src|test)\/[\w./-]*\w)/g)].map((match) => match[1] as string);
  expect(named.length).toBeGreaterThan(10);
  for (const path of named) expect([path, existsSync(join(__dirname, '..', path))]).toEqual([path, true]);
});

test('no source file is longer than 300 lines', () => {
  const long = files.filter((file) => readFileSync(join(src, file), 'utf8').split('\n').length > 301);
  expect(long).toEqual([]);
});
