import ts from 'typescript';
import { compileStrictly, emit, load, loadEngine, type Tfjs } from './support';

jest.setTimeout(120_000);

/** Free texts; each must come through whole and change nothing. */
const texts: Readonly<Record<string, string>> = {
  'single quotes': "it's",
  'double quotes': '"quoted"',
  backticks: '`name` ${process.exit(1)}',
  'the end of a comment': '*/ process.exit(1) /*',
  'a line comment': '// nothing',
  newlines: 'one\ntwo\r\nthree',
  'line separators': 'a\u2028process.exit(1)\u2029b\u0085c',
  'control characters': 'a\u0000\u001b[31m\u202eb',
  backslashes: "\\' \\u0027 \\",
  'orders to the compiler': '@ts-nocheck @ts-ignore @ts-expect-error',
  'orders in lines of their own': `${'word '.repeat(22)}@ts-ignore`,
  'a source map': '//# sourceMappingURL=data:x',
  'a reference': '/// <reference path="x" />',
  'a tag': '</script>',
  'a proto': '__proto__',
  emoji: '\u{1f600} \u0301',
};

/** Words that are names by the rules of the language, and mean something to JavaScript or to the program. */
const words = [
  'class',
  'await',
  'arguments',
  'eval',
  'undefined',
  'tf',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'name',
  'chain',
  'createModel',
  'train',
  'require',
  'module',
  'exports',
  'Promise',
  'Math',
  'Array',
  'BatchNorm',
  'output',
  'values',
  'NaN',
  'Infinity',
  'a-b',
  'a__b',
  'x-',
  'A',
];

const spec = (name: string, description: string, w: readonly [string, string, string, string]) => `modelc: 1
name: ${JSON.stringify(name)}
description: ${JSON.stringify(description)}
input: { height: 6, width: 6, channels: 2 }
blocks:
  ${w[0]}:
    params: { ${w[1]}: 3, mode: plain }
    layers:
      - branch:
          ${w[2]}: [ { conv2d: { filters: "\${${w[1]}}", kernel: 1 } } ]
          other: [ { conv2d: { filters: "\${${w[1]} + 1 if mode == 'plain' else 2}", kernel: 1 }, name: ${w[3]} } ]
      - concat
layers:
  - use: ${w[0]}
    name: ${w[3]}
  - use: ${w[0]}
    with: { ${w[1]}: 5 }
    name: ${w[2]}
  - batch_norm
  - branch:
      ${w[1]}: [ relu ]
      ${w[0]}: [ tanh ]
  - add
`;

const harmless = ['blocky', 'parameter', 'path', 'named'] as const;

/** Kinds of nodes in order, with the values of everything but texts, words and numbers. */
function shapeOf(text: string): string {
  const file = ts.createSourceFile('model.ts', text, ts.ScriptTarget.ES2022, true);
  expect((file as unknown as { parseDiagnostics: unknown[] }).parseDiagnostics).toEqual([]);
  const show = (node: ts.Node): string => {
    const children: string[] = [];
    node.forEachChild((child) => void children.push(show(child)));
    return `${ts.SyntaxKind[node.kind]}(${children.join(' ')})`;
  };
  return show(file);
}

let plain = '';
let tf: Tfjs;
beforeAll(async () => {
  tf = await loadEngine();
  plain = shapeOf(await emit(spec('plain', 'harmless', harmless)));
});

test.each(Object.entries(texts))('%s in the name and the description', async (_name, text) => {
  const program = await emit(spec(text, text, harmless));
  expect(shapeOf(program)).toBe(plain);
  expect(load(program, tf).createModel().name).toBe(text);
  expect(program).not.toMatch(/[\p{Surrogate}\u2028\u2029\u202e\0]|^\s*(\/\/|\*)\s*@ts|\/\/# source/mu);
});

test('a lone surrogate', async () => {
  const program = await emit(spec('a\ud800b', 'c\udc00d', harmless));
  expect(shapeOf(program)).toBe(plain);
  expect(Buffer.from(program).toString()).toBe(program);
});

test.each(words)('%s as a block, a parameter, a path and a layer', async (word) => {
  const inParameter = !word.includes('-');
  const table = [0, ...(inParameter ? [1] : []), 2, 3].map((place) =>
    harmless.map((old, index) => (index === place ? word : old)),
  );
  for (const names of table) {
    const program = await emit(spec('plain', 'harmless', names as unknown as [string, string, string, string]));
    expect([names, shapeOf(program) === plain]).toEqual([names, true]);
    expect(load(program, tf).createModel().countParams()).toBe(153);
  }
});

test('names that differ by their signs alone, all at once, under strict settings', async () => {
  const programs = await Promise.all(
    words
      .filter((word, index) => !word.includes('-') && index % 3 === 0)
      .map((word) => emit(spec('plain', 'harmless', [`${word}`, `${word}_`, `${word}-`, `${word}--`]))),
  );
  const files = new Map(programs.map((program, index) => [`generated-${index}.ts`, program]));
  expect(compileStrictly(files)).toEqual([]);
});

test('a program that says more is seen', async () => {
  expect(shapeOf(`${await emit(spec('plain', 'harmless', harmless))}\nprocess.exit(1);`)).not.toBe(plain);
});
