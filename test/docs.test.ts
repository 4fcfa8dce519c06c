import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../src/compiler/compile';
import { type Paint, renderHuman } from '../src/diagnostics/render-human';
import { topLevelKeys } from '../src/schema/words';

const root = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const same = (text: string): string => text;
const plain: Paint = { bold: same, red: same, yellow: same, cyan: same, dim: same };

function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    (match) => match[1] as string,
  );
}

test('the README shows what check really says of its spec', () => {
  const readme = read('README.md');
  const [spec = ''] = blocks(readme, 'yaml');
  const [, shown = ''] = readme.split('$ modelc check digits.yaml\n');
  const { diagnostics } = compile(spec, 'digits.yaml');
  const said = diagnostics.map((diagnostic) => renderHuman(diagnostic, plain)).join('\n\n');
  expect(shown.startsWith(`${said}\n\n1 error\n`)).toBe(true);
});

test('the examples of the language guide are sound in a spec around them', () => {
  const examples = blocks(read('docs/language.md'), 'yaml');
  expect(examples.length).toBeGreaterThanOrEqual(4);
  for (const example of examples) {
    const keyed = topLevelKeys.some((key) => example.startsWith(`${key}:`));
    const part = keyed ? example : `layers:\n${example}`;
    const base = [
      'modelc: 1',
      'input: { height: 28, width: 28, channels: 16 }',
      ...(/^layers:/m.test(part) ? [] : ['layers: [relu]']),
    ];
    const found = compile(`${base.join('\n')}\n${part}`).diagnostics.map(({ code }) => code);
    // The guide's pieces stand alone: a block that is defined elsewhere, and a net that does not end in classes.
    const expected = ['blocks/unknown', 'train/input-shape', 'train/output-shape', 'train/no-weights'];
    expect(found.filter((code) => !expected.includes(code))).toEqual([]);
  }
});

test.each(['README.md', 'docs/architecture.md', 'docs/language.md', 'CHANGELOG.md'])(
  'every path that %s names is there',
  (file) => {
    const named = [...read(file).matchAll(/`((?:docs|specs|schema|examples|src|test|bench)\/[\w./-]*)`/g)].map(
      (match) => match[1] as string,
    );
    for (const path of named) expect([path, existsSync(join(root, path))]).toEqual([path, true]);
  },
);
