import ts from 'typescript';
import { hostileTexts, namesWith, hostileSpec as spec } from '../../support/hostile-texts';
import { compileStrictly, emit, load, loadEngine, type Tfjs } from './support';

jest.setTimeout(120_000);

/** Words that are valid names in the language, and have a meaning in JavaScript or the program. */
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

/** Kinds of syntax nodes in order, with the text of all except strings, identifiers and numbers. */
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
  plain = shapeOf(await emit(spec('plain', 'harmless')));
});

test.each(Object.entries(hostileTexts))('%s in the name and the description', async (_name, text) => {
  const program = await emit(spec(text, text));
  expect(shapeOf(program)).toBe(plain);
  expect(load(program, tf).createModel().name).toBe(text);
  expect(program).not.toMatch(/[\p{Surrogate}\u2028\u2029\u202e\0]|^\s*(\/\/|\*)\s*@ts|\/\/# source/mu);
});

test('a lone surrogate', async () => {
  const program = await emit(spec('a\ud800b', 'c\udc00d'));
  expect(shapeOf(program)).toBe(plain);
  expect(Buffer.from(program).toString()).toBe(program);
});

test.each(words)('%s as a block, a parameter, a path and a layer', async (word) => {
  for (const names of namesWith(word)) {
    const program = await emit(spec('plain', 'harmless', names));
    expect([names, shapeOf(program) === plain]).toEqual([names, true]);
    expect(load(program, tf).createModel().countParams()).toBe(153);
  }
});

test('names that differ only in punctuation, all at once, under strict settings', async () => {
  const programs = await Promise.all(
    words
      .filter((word, index) => !word.includes('-') && index % 3 === 0)
      .map((word) => emit(spec('plain', 'harmless', [`${word}`, `${word}_`, `${word}-`, `${word}--`]))),
  );
  const files = new Map(programs.map((program, index) => [`generated-${index}.ts`, program]));
  expect(compileStrictly(files)).toEqual([]);
});

test('detects a program with injected code', async () => {
  expect(shapeOf(`${await emit(spec('plain', 'harmless'))}\nprocess.exit(1);`)).not.toBe(plain);
});
