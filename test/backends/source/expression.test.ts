import { plainValue } from '../../../src/backends/source/expression';
import { type Language, leftAssociative } from '../../../src/backends/source/language';
import { typescript } from '../../../src/backends/tfjs/expression';
import { type Sample, sampleFormulas, values } from '../../support/random-expression';
import { compileStrictly } from '../tfjs/support';

jest.setTimeout(60_000);

const COUNT = 1000;

/** The result of JavaScript; for a syntax error, its name. */
function evaluated(text: string): unknown {
  try {
    return new Function(...values.keys(), `return ${text};`)(...[...values.values()].map(plainValue));
  } catch (error) {
    return String(error);
  }
}

/** The samples for which JavaScript's result differs from the spec's. */
function wrong(samples: readonly Sample[]): Sample[] {
  return samples.filter(({ text, expected }) => !Object.is(evaluated(text), expected));
}

test.each([1, 2, 3])('JavaScript computes what the spec means, seed %d', (seed) => {
  const samples = sampleFormulas(typescript, seed, COUNT);
  expect(wrong(samples)).toEqual([]);
  expect(samples.length).toBeGreaterThan(COUNT / 3);
});

test('TypeScript accepts every formula', () => {
  const functions = sampleFormulas(typescript, 4, 400).map(({ text }, index) => {
    const defaults = [...values].map(([name, value]) => `${name} = ${JSON.stringify(plainValue(value))}`).join(', ');
    return `export const f${index} = ({ ${defaults} }) => [${text}, ${[...values.keys()].join(', ')}];`;
  });
  expect(compileStrictly(new Map([['formulas.ts', functions.join('\n')]]))).toEqual([]);
});

const { infix, prefix, conditional } = typescript;
const spoiled: Readonly<Record<string, Language>> = {
  'a - b - c': { ...typescript, infix: { ...infix, '-': { ...leftAssociative('-', 6), right: 6 } } },
  'a + b * c': { ...typescript, infix: { ...infix, '*': leftAssociative('*', 6) } },
  'a || b && c': { ...typescript, infix: { ...infix, and: leftAssociative('&&', 2), or: leftAssociative('||', 3) } },
  '-(a + b)': { ...typescript, prefix: { ...prefix, negate: { sign: '-', binding: 9, operand: 6 } } },
  'c ? a : b': { ...typescript, conditional: { ...conditional, condition: 1 } },
  'c ? a : b inside a sum': { ...typescript, conditional: { ...conditional, binding: 10 } },
};

test.each(Object.entries(spoiled))('a wrong precedence is found: %s', (_name, language) => {
  expect(wrong(sampleFormulas(language, 1, COUNT))).not.toEqual([]);
});
