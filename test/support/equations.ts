import { isRational } from '../../src/expression/ast';
import { evaluate } from '../../src/expression/evaluate';
import { parseExpression } from '../../src/expression/parse-expression';
import { toNumber } from '../../src/expression/rational';

/** A formula that a command prints next to its value. */
export interface Equation {
  readonly formula: string;
  /** As printed. */
  readonly value: string;
  readonly line: string;
}

/** `13 = 4 + 9 in`, or `4 + 9 = 13 in`, in a note; `13 = 4 + 9` at the start of a line, followed by two spaces. */
const IN_NOTES = /(?:^|, |: )([^=`]+?) = ([^=`]+?) in `/g;
const IN_STEPS = /^ *([\d,.]+) = (.+?)(?: {2}|$)/;

/** All equations of a text. Formulas that were cut have no value, and are left out. */
export function equationsIn(text: string): Equation[] {
  return text.split('\n').flatMap((line): Equation[] => {
    const start = line.replace(/^ *= (?:note|help|fix): /, '');
    const step = IN_STEPS.exec(start);
    const found = start.includes(' in `')
      ? [...start.matchAll(IN_NOTES)].map(([, left = '', right = '']) => [left, right] as const)
      : step
        ? [[step[1] ?? '', step[2] ?? ''] as const]
        : [];
    return found
      .map(([left, right]) => (/^[\d,.]+$/.test(left.trim()) ? [right, left.trim()] : [left, right]))
      .map(([formula = '', value = '']) => ({ formula, value, line }))
      .filter(({ formula }) => !formula.includes('...') && !formula.includes('…'));
  });
}

/** What a printed formula computes, by its text alone; undefined if that is no number. Words in brackets explain a term. */
export function computed(formula: string): number | undefined {
  const plain = formula
    .replace(/, shared with .*$/, '')
    .replaceAll(/ \([a-z][a-z_ ]*\)/g, '')
    .replaceAll(/ channels?| multiply-accumulates/g, '')
    .replaceAll(THOUSANDS, '')
    .replaceAll(' x ', ' * ');
  if (NOTHING.has(plain)) return 0;
  const found = evaluate(parseExpression(plain), new Map());
  return isRational(found) ? toNumber(found) : undefined;
}

const NOTHING = new Set(['none', 'no layer inside has any', 'no output depends on it']);
const THOUSANDS = /(?<=\d),(?=\d{3})/g;

/** Whether the value is that of the formula, to the digits that are printed. */
export function isTrue({ formula, value }: Equation): boolean {
  const found = computed(formula);
  if (found === undefined) return false;
  const digits = value.split('.')[1]?.length ?? 0;
  return Math.abs(found - Number(value.replaceAll(',', ''))) <= (digits === 0 ? 0 : 0.5001 * 10 ** -digits);
}
