import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../src/compiler/compile';
import { renderHuman } from '../../src/diagnostics/render-human';
import { streamOf } from '../../src/tensors/random/stream';
import { uniformAt } from '../../src/tensors/random/uniform';

const text = readFileSync(join(__dirname, '../../specs/inception-mnist.yaml'), 'utf8');
const same = (part: string): string => part;
const plain = { bold: same, red: same, yellow: same, cyan: same, dim: same };
const SCRAPS = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ' ',
  '\n',
  '\t',
  '"',
  "'",
  '- ',
  '#',
  '&a ',
  '*a',
  '${',
  '}',
  '0',
  '-1',
  '1e999',
  '~',
  '|',
  '>',
  '!',
  '?',
  ',',
  '\u2028',
  '\u0000',
  '💥',
];

/** A random small edit of a text. */
function mutate(random: (limit: number) => number): string {
  const at = random(text.length);
  const length = 1 + random(12);
  const scrap = SCRAPS[random(SCRAPS.length)] ?? '';
  const other = random(text.length);
  return [
    () => text.slice(0, at) + text.slice(at + length),
    () => text.slice(0, at) + scrap + text.slice(at),
    () => text.slice(0, at) + scrap + text.slice(at + 1),
    () => text.slice(0, at) + text.slice(other, other + length) + text.slice(at),
    () => text.slice(0, at),
    () => text.slice(0, at) + text.slice(at).replace(/\d+/, String(random(40))),
  ][random(6)]?.() as string;
}

test('no mutation makes the compiler throw, and each error is inside the text', () => {
  const seed = 20261124;
  const stream = streamOf(seed, 'mutants');
  let draws = 0;
  const random = (limit: number): number => Math.floor(uniformAt(stream, draws++) * limit);
  let wrong = 0;
  for (let count = 0; count < 1500; count++) {
    const mutant = mutate(random);
    const { diagnostics, ok } = compile(mutant);
    if (!ok) wrong++;
    for (const diagnostic of diagnostics) {
      const { start, end } = diagnostic.span;
      if (start < 0 || end > mutant.length || end < start)
        throw new Error(`a span outside of mutant ${count} of seed ${seed}`);
      expect(renderHuman(diagnostic, plain)).toContain('^');
    }
  }
  expect(wrong).toBeGreaterThan(700);
});

test.each([
  ['a compose file', 'version: "3"\nservices:\n  web:\n    image: nginx\n    ports: ["80:80"]\n'],
  [
    'a detector of another tool',
    'nc: 80\nbackbone:\n  - [-1, 1, Conv, [64, 3, 2]]\nhead:\n  - [[-1, 6], 1, Concat, [1]]\n',
  ],
  ['a workflow', 'on: push\njobs:\n  test:\n    runs-on: ubuntu\n    steps:\n      - run: npm test\n'],
  ['prototxt', 'name: "GoogleNet"\nlayer {\n  name: "data"\n  type: "Input"\n}\n'],
  [
    'JSON of Keras',
    '{"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 3}}]}}',
  ],
])("other people's YAML gets a word or two: %s", (_name, other) => {
  const { diagnostics, ok } = compile(other);
  expect(ok).toBe(false);
  expect(diagnostics.length).toBeLessThanOrEqual(3);
});
