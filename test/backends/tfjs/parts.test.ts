import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importsOf, partNames, partText, withUses } from '../../../src/backends/tfjs/program-parts';

const root = path.join(__dirname, '../../..');

/** The generator's output for a folder of parts. */
function render(folder: string): string {
  const script = "import('./scripts/parts.mjs').then(({ renderParts }) => console.log(renderParts(process.argv[1])))";
  return execFileSync(process.execPath, ['-e', script, folder], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
}

/** The same for one module of helpers. */
function renderModule(text: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-parts-'));
  try {
    fs.writeFileSync(path.join(folder, 'helpers.ts'), text);
    return render(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

test('the embedded parts match the folder', () => {
  const embedded = fs.readFileSync(path.join(root, 'src/backends/tfjs/generated/parts.ts'), 'utf8');
  expect(render(path.join(root, 'src/backends/tfjs/parts'))).toBe(`${embedded}\n`);
});

test.each(partNames.filter((name) => partText(name).includes(`class ${name} extends tf.layers.Layer`)))(
  '%s is registered for saved models',
  (name) => {
    expect(partText(name)).toContain(`\ntf.serialization.registerClass(${name});`);
  },
);

test('a part includes what it refers to, transitively', () => {
  expect(withUses(['LowestPadding2d'])).toEqual([
    'LowestPadding2d',
    'Padding',
    'Cells',
    'cellsOf',
    'both',
    'onlyTensor',
  ]);
  expect(withUses(['AdamW'])).toEqual(['Adam', 'AdamWOptions', 'AdamW']);
});

test('imports from Node come with the parts that need them', () => {
  expect(importsOf(withUses(['readSamples']))).toEqual(
    new Map([
      ['node:fs', ['readFileSync', 'statSync']],
      ['node:path', ['join']],
      ['node:zlib', ['gunzipSync']],
    ]),
  );
});

const references: readonly (readonly [name: string, body: string, uses: readonly string[]])[] = [
  ['a call', 'const a = other();', ['other']],
  ['a type', 'const a: other | undefined = undefined;', ['other']],
  ['an object that takes its name', 'const a = { other };', ['other']],
  ['a member of the same name', 'const a = b.other;', []],
  ['a key of the same name', 'const a = { other: 1 };', []],
  ['a text', "const a = 'other()';", []],
  ['a comment', '// other()', []],
];

describe('the references of a part are decided by', () => {
  const functions = references.map(([, body], index) => `function f${index}() {\n  ${body}\n}\n`);
  let text: string;
  beforeAll(() => {
    text = renderModule(`export function other() {}\n${functions.join('')}`);
  });

  test.each(references.map(([name, , uses], index) => [name, index, uses] as const))('%s', (_name, index, uses) => {
    const entry = text.slice(text.indexOf(`  f${index}: {`));
    expect(/uses: (.*),/.exec(entry)?.[1]).toBe(JSON.stringify(uses));
  });
});

test('a local that shadows a part is rejected', () => {
  expect(() => renderModule('function other() {}\nfunction one(other: number) {}\n')).toThrow(
    'helpers.ts: the local `other` hides a declaration',
  );
});
