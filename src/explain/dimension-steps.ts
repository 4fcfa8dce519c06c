import { textOf } from '../diagnostics/source';
import type { Dimension, Site } from '../dimensions/dimension';
import { isRational, type Value } from '../expression/ast';
import { EvaluationError, evaluate, formatValue } from '../expression/evaluate';
import { parseExpression } from '../expression/parse-expression';
import { toNumber } from '../expression/rational';
import { placeOf, type Step, type Steps } from './step';

type Names = ReadonlyMap<string, Value>;

/** The values of names around a layer, from the innermost use of a block outwards. */
export type ScopesOf = (site: Site) => readonly Names[];

/**
 * Adds every step from a dimension back to what the user wrote, operands first, and returns the index of its own step. The chain is
 * never shortened.
 */
export function addDimension(dimension: Dimension, steps: Steps, scopesOf: ScopesOf): number {
  const indices = new Map<Dimension, number>();
  const waiting = [dimension];
  for (let current = waiting.at(-1); current; current = waiting.at(-1)) {
    const { origin } = current;
    const operands = origin.type === 'derived' ? origin.operands : [];
    const missing = operands.filter((operand) => !indices.has(operand));
    if (missing.length > 0) {
      waiting.push(...missing.reverse());
      continue;
    }
    const known = operands.map((operand) => indices.get(operand) as number);
    if (!indices.has(current)) indices.set(current, steps.add(stepOf(current, known, scopesOf)));
    waiting.pop();
  }
  return indices.get(dimension) as number;
}

function stepOf({ value, origin }: Dimension, operands: readonly number[], scopesOf: ScopesOf): Step {
  const { name, span } = origin.site;
  const formula = origin.type === 'derived' ? origin.formula : null;
  const expression = origin.type === 'written' ? writtenAs(origin.site, value, scopesOf) : null;
  return { value, formula, written: expression, by: name, place: placeOf(span), operands };
}

/** `` `${2 * out}` where out = 32 ``, for a number from an expression. */
function writtenAs(site: Site, value: number, scopesOf: ScopesOf): string | null {
  const text = textOf(site.span).replace(/^(["'])(.*)\1$/, '$2');
  if (!text.includes('${')) return null;
  const [, expression] = /^\$\{(.*)\}$/.exec(text) ?? [];
  const names = expression === undefined ? undefined : scopesOf(site).find((scope) => gives(expression, scope, value));
  const used = [...new Set(text.match(/[A-Za-z_]\w*/g) ?? [])].filter((name) => names?.has(name));
  const values = used.map((name) => `${name} = ${formatValue(names?.get(name) as Value)}`);
  return values.length === 0 ? text : `${text} where ${values.join(', ')}`;
}

/** Whether an expression has that value in a scope. An argument is written outside the block that it is passed to. */
function gives(expression: string, names: Names, value: number): boolean {
  try {
    const found = evaluate(parseExpression(expression), names);
    return isRational(found) && toNumber(found) === value;
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}
