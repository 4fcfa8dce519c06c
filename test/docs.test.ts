import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPicture } from '../scripts/check-picture';
import { compile } from '../src/compiler/compile';
import type { IncludeReader } from '../src/compiler/include/include-reader';

const root = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    (match) => match[1] as string,
  );
}

test('the picture in the README shows the current output of check', () => {
  expect(read('README.md')).toContain('(docs/check.svg)');
  expect(read('docs/check.svg')).toBe(checkPicture(read('docs/digits.yaml'), 'digits.yaml'));
});

/** An example of the guide, completed with what it leaves out: the version, an input, a layer. */
function completed(example: string): string {
  const has = (key: string): boolean => new RegExp(`^${key}:`, 'm').test(example);
  return [
    ...(has('modelc') ? [] : ['modelc: 1']),
    ...(has('inputs?') ? [] : ['input: { height: 28, width: 28, channels: 16 }']),
    ...(has('layers') ? [] : ['layers: [relu]']),
    example,
  ].join('\n');
}

/** An example that begins with `# file: NAME` is a file that others include. */
const fileName = (example: string): string | undefined => /^# file: (.*)$/m.exec(example)?.[1];
const examples = blocks(read('docs/language.md'), 'yaml');
const included = new Map(examples.flatMap((example) => (fileName(example) ? [[fileName(example), example]] : [])));
const includes: IncludeReader = {
  identify: (file) => file,
  read(file) {
    const text = included.get(file);
    if (file.startsWith('..')) return { ok: false, problem: 'outside' };
    return text === undefined ? { ok: false, problem: 'not-found', nearest: undefined } : { ok: true, file, text };
  },
};

const guide = examples
  .filter((example) => !fileName(example))
  .map((example) => {
    const [, wrong] = /^# wrong: (.*)$/m.exec(example) ?? [];
    return [example.split('\n').slice(0, 4).join(' '), example, wrong] as const;
  });

test('the guide has an example for each rule', () => {
  expect(guide.length).toBeGreaterThan(34);
  expect(guide.filter(([, , wrong]) => wrong !== undefined).length).toBeGreaterThan(12);
});

test.each(guide)('the guide means what it says: %s', (_title, example, wrong) => {
  const codes = compile(completed(example), 'spec.yaml', { includes }).diagnostics.map(({ code }) => code);
  expect(codes).toEqual(wrong === undefined ? [] : [wrong]);
});

test.each([
  'README.md',
  'docs/architecture.md',
  'docs/language.md',
  'docs/zoo.md',
  'docs/adding-a-target.md',
  'docs/saved-model.md',
  'docs/tfjs-program.md',
  'docs/understanding.md',
  'docs/benchmarks.md',
  'CHANGELOG.md',
])('every path in %s exists', (file) => {
  const named = [...read(file).matchAll(/[`(]((?:docs|specs|schema|examples|src|test|bench)\/[\w./-]*)[`)]/g)].map(
    (match) => match[1] as string,
  );
  for (const path of named) expect([path, existsSync(join(root, path))]).toEqual([path, true]);
});
