import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import * as modelc from '../src';

const root = join(__dirname, '..');
const text = readFileSync(join(root, 'docs/library.md'), 'utf8');
const examples = [...text.matchAll(/^```js\n([\s\S]*?)^```/gm)].map((match) => match[1] as string);

/** Runs an example as a program that imports modelc, and returns what it prints. */
async function run(example: string): Promise<string[]> {
  const body = example.replace(/^import (\{[^}]*\}) from 'modelc';$/m, 'const $1 = modelc;');
  const printed: string[] = [];
  const console = {
    log: (...values: unknown[]) =>
      printed.push(values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' ')),
  };
  // The program comes from this repository, and runs with the library under test.
  const program = new Function('modelc', 'console', `return (async () => {${body}})();`);
  await program(modelc, console);
  return printed;
}

/** The output that the comments after `console.log` claim. */
const expected = (example: string): string[] =>
  [...example.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1] as string);

const home = process.cwd();
beforeAll(() => process.chdir(root));
afterAll(() => process.chdir(home));

test('every function has an example', () => {
  for (const name of ['check', 'compile', 'diff', 'emit', 'explain', 'fix', 'render', 'renderDiagnostics', 'summarize'])
    expect(examples.some((example) => new RegExp(`^import .*\\b${name}\\b`, 'm').test(example))).toBe(true);
});

test.each(examples.map((example, at) => [at + 1, example] as const))(
  'example %i prints what it says',
  async (_at, example) => {
    expect(expected(example).length).toBeGreaterThan(0);
    expect((await run(example)).join(', ')).toBe(expected(example).join(', '));
  },
);

test('detects an example that prints something else', async () => {
  const wrong = "import { codes } from 'modelc';\nconsole.log(codes.length > 3); // false\n";
  expect(expected(wrong)).toEqual(['false']);
  expect(await run(wrong)).toEqual(['true']);
});
