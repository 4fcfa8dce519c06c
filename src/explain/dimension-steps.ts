import { textOf } from '../diagnostics/source';
import type { Dimension, Site } from '../dimensions/dimension';
import type { Value } from '../expression/ast';
import { formatValue } from '../expression/evaluate';
import { placeOf, type Step, type Steps } from './step';

/** The parameters that held where a layer stands, by the name of its use of a block. */
export type ParametersOf = (site: Site) => ReadonlyMap<string, Value> | undefined;

/**
 * Adds every step from a dimension back to what the user wrote, operands first, and gives the index of its own. However long the way
 * is, it is told whole.
 */
export function addDimension(dimension: Dimension, steps: Steps, parametersOf: ParametersOf): number {
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
    if (!indices.has(current)) indices.set(current, steps.add(stepOf(current, known, parametersOf)));
    waiting.pop();
  }
  return indices.get(dimension) as number;
}

function stepOf({ value, origin }: Dimension, operands: readonly number[], parametersOf: ParametersOf): Step {
  const { name, span } = origin.site;
  const formula = origin.type === 'derived' ? origin.formula : null;
  const written = origin.type === 'written' ? writtenAs(origin.site, parametersOf) : null;
  return { value, formula, written, by: name, place: placeOf(span), operands };
}

/** `` `${2 * out}` where out = 32 `` for a number that an expression gave. */
function writtenAs(site: Site, parametersOf: ParametersOf): string | null {
  const text = textOf(site.span).replace(/^(["'])(.*)\1$/, '$2');
  if (!text.includes('${')) return null;
  const parameters = parametersOf(site);
  const names = [...new Set(text.match(/[A-Za-z_]\w*/g) ?? [])].filter((name) => parameters?.has(name));
  const values = names.map((name) => `${name} = ${formatValue(parameters?.get(name) as Value)}`);
  return values.length === 0 ? text : `${text} where ${values.join(', ')}`;
}
