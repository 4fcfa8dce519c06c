import path from 'node:path';
import { emitPytorch } from '../../src/backends/pytorch/emit-pytorch';
import { graphOf } from '../backends/tfjs/support';
import { hostileSpec, hostileTexts, namesWith } from '../support/hostile-texts';
import { PythonServer } from './python';

/** Words that are valid names in the language, and have a meaning in Python, PyTorch or the program. */
const words = [
  ...['class', 'None', 'lambda', 'print', 'len', 'match', 'async', 'global', 'object', 'type', 'id', 'exec'],
  ...['self', 'torch', 'nn', 'F', 'Tensor', 'Model', 'preprocess', 'init_weights', 'x', 'forward', 'train', 'eval'],
  ...['parameters', 'modules', 'state_dict', 'T_destination', 'half', 'training', 'in_channels', 'super', 'float'],
  ...['a-b', 'a__b', 'x-', 'A', 'x_2', 'outputs', 'dict', 'BatchNorm', 'Block', 'avg_pool2d_of_image'],
];

let python: PythonServer;
let plain: Answer;
beforeAll(async () => {
  python = new PythonServer(path.join(__dirname, 'pytorch/syntax.py'));
  plain = await read(emitPytorch(graphOf(hostileSpec('plain', 'harmless'))));
}, 120_000);
afterAll(() => python.close());

interface Answer {
  readonly error?: string;
  readonly syntax: string;
  readonly output: readonly number[];
}

async function read(text: string): Promise<Answer> {
  return (await python.ask({ text })) as Answer;
}

test('the harmless program is readable', () => {
  expect(plain.error).toBeUndefined();
  expect(plain.output).toHaveLength(11 * 6 * 6);
});

test.each(Object.entries(hostileTexts))('%s in the name and the description', async (_name, text) => {
  const program = emitPytorch(graphOf(hostileSpec(text, text)));
  const { syntax, output, error } = await read(program);
  expect(error).toBeUndefined();
  expect(syntax).toBe(plain.syntax);
  expect(output).toEqual(plain.output);
  expect(program).not.toMatch(/[\p{Surrogate}\u2028\u2029\u202e\0\f\v]/u);
});

test.each(words)('%s as a block, a parameter, a path and a layer', async (word) => {
  for (const names of namesWith(word)) {
    const { syntax, output, error } = await read(emitPytorch(graphOf(hostileSpec('plain', 'harmless', names))));
    expect([names, error]).toEqual([names, undefined]);
    expect([names, syntax === plain.syntax]).toEqual([names, true]);
    expect(output).toEqual(plain.output);
  }
});

test('detects a program with injected code', async () => {
  const program = emitPytorch(graphOf(hostileSpec('plain', 'harmless')));
  expect((await read(`${program}\nprint(1)\n`)).syntax).not.toBe(plain.syntax);
});
