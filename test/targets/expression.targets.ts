import path from 'node:path';
import { python } from '../../src/backends/python/expression';
import { plainValue } from '../../src/backends/source/expression';
import { type Language, leftAssociative, type Plain } from '../../src/backends/source/language';
import { parameters, type Sample, sampleFormulas } from '../support/random-expression';
import { PythonServer } from './python';

const COUNT = 3000;

let server: PythonServer;
beforeAll(() => {
  server = new PythonServer(path.join(__dirname, 'evaluate.py'));
});
afterAll(() => server.close());

/** The samples for which Python's result differs from the spec's; a whole number must be an `int`. */
async function wrong(samples: readonly Sample[]): Promise<Sample[]> {
  const names = [...parameters].map(([name, { float, value }]) => {
    const text = python.literal(plainValue(value));
    return [name, float ? `float(${text})` : text];
  });
  const question = { names: Object.fromEntries(names), texts: samples.map(({ text }) => text) };
  const answers = (await server.ask(question)) as { readonly type: string; readonly value: Plain | null }[];
  return samples.filter(({ expected }, index) => {
    const type = typeof expected !== 'number' ? undefined : Number.isInteger(expected) ? 'int' : 'float';
    const answer = answers[index];
    return answer?.value !== expected || (type !== undefined && answer.type !== type);
  });
}

test.each([1, 2, 3])('Python computes what the spec means, seed %d', async (seed) => {
  const samples = sampleFormulas(python, seed, COUNT);
  expect(await wrong(samples)).toEqual([]);
  expect(samples.length).toBeGreaterThan(COUNT / 10);
});

const { infix, conditional } = python;
const spoiled: Readonly<Record<string, Language>> = {
  'a - b - c': { ...python, infix: { ...infix, '-': { ...leftAssociative('-', 6), right: 6 } } },
  'a + b * c': { ...python, infix: { ...infix, '*': leftAssociative('*', 6) } },
  'a if c else b inside a sum': { ...python, conditional: { ...conditional, binding: 10 } },
  'a whole division': { ...python, wholeDivision: leftAssociative('/', 7) },
};

test.each(Object.entries(spoiled))('a wrong row is found: %s', async (_name, language) => {
  expect(await wrong(sampleFormulas(language, 1, COUNT))).not.toEqual([]);
});
