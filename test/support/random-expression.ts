import { formulaOf, type Parameter, plainValue } from '../../src/backends/source/expression';
import type { Language, Plain } from '../../src/backends/source/language';
import { isScalar, type Scalar } from '../../src/expression/ast';
import { EvaluationError, evaluate } from '../../src/expression/evaluate';
import { parseExpression } from '../../src/expression/parse-expression';
import { parseRational } from '../../src/expression/rational';
import { Random } from '../targets/random';

/** The parameters that random expressions read: every type, whole numbers, fractions, a negative number and a whole float. */
export const values: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ['width', number('6')],
  ['depth', number('4')],
  ['half', number('0.5')],
  ['third', number('0.1')],
  ['minus', number('-2.5')],
  ['ratio', number('2')],
  ['mode', 'same'],
  ['deep', true],
]);

/** As in generated programs; `ratio` is declared as a float. */
export const parameters: ReadonlyMap<string, Parameter> = new Map(
  [...values].map(([name, value]) => [name, { identifier: name, value, ...(name === 'ratio' && { float: true }) }]),
);

/** A formula with its value in the spec. */
export interface Sample {
  readonly spec: string;
  readonly text: string;
  readonly expected: Plain;
}

/** The code of `count` random expressions in a language, without those that have no value or remain numbers. */
export function sampleFormulas(language: Language, seed: number, count: number): Sample[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => randomNumber(random, 4)).flatMap((spec) => {
    const expression = parseExpression(spec);
    const expected = meaningOf(spec);
    if (expected === undefined) return [];
    const formula = formulaOf(language, expression, parameters, expected);
    return formula ? [{ spec, text: formula.text, expected }] : [];
  });
}

function meaningOf(spec: string): Plain | undefined {
  try {
    const value = evaluate(parseExpression(spec), values);
    return isScalar(value) ? plainValue(value) : undefined;
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

function number(text: string): Scalar {
  const value = parseRational(text);
  if (!value) throw new Error(`${text} is not a number`);
  return value;
}

/** Every operand has parentheses, so that each operator can be inside any other. */
function randomNumber(random: Random, depth: number): string {
  const inner = () => `(${randomNumber(random, depth - 1)})`;
  if (depth === 0 || random.chance(0.15))
    return random.pick(['width', 'depth', 'half', 'third', 'minus', 'ratio', '1', '2', '3', '0.25']);
  const choice = random.next();
  if (choice < 0.6) return `${inner()} ${random.pick(['+', '-', '*', '/', '%', '**'])} ${inner()}`;
  if (choice < 0.7) return `-${inner()}`;
  if (choice < 0.8) return `${random.pick(['floor', 'ceil', 'round'])}${inner()}`;
  if (choice < 0.87) return `${random.pick(['min', 'max'])}(${inner()}, ${inner()})`;
  return `${inner()} if (${randomTruth(random, depth - 1)}) else ${inner()}`;
}

function randomTruth(random: Random, depth: number): string {
  if (depth <= 0) return random.pick(['deep', 'mode == "same"', 'mode != "valid"', 'width > 5']);
  const inner = () => `(${randomTruth(random, depth - 1)})`;
  const choice = random.next();
  if (choice < 0.2) return `not ${inner()}`;
  if (choice < 0.5) return `${inner()} ${random.pick(['and', 'or', '==', '!='])} ${inner()}`;
  if (choice < 0.55) return `${inner()} if ${inner()} else ${inner()}`;
  const sides = [randomNumber(random, depth - 1), randomNumber(random, depth - 1)];
  return `(${sides[0]}) ${random.pick(['==', '!=', '<', '<=', '>', '>='])} (${sides[1]})`;
}
