import type { Note } from '../diagnostics/diagnostic';
import { shorten } from '../diagnostics/printable';
import { lineOf, type Span } from '../diagnostics/source';
import type { Dimension, Origin } from './dimension';

type Derived = Extract<Origin, { type: 'derived' }>;

/** Longer chains are shortened, keeping the end that the reader asks about. */
const MAXIMUM_STEPS = 12;

/** The maximum number of notes about one number, and of characters in one formula. */
const MAXIMUM_NOTES = 12;
const MAXIMUM_FORMULA = 200;

/**
 * Explains a number, from the last formula back to the input: one note for a sum of several numbers, and one chain for sizes
 * that windows shrink one after another. `word` names the axis. Each number is explained once.
 */
export function explainDimension(dimension: Dimension, word?: string): Note[] {
  const label = word === undefined ? `${dimension.value}` : `${word} ${dimension.value}`;
  const notes = new Map<string, Note>();
  const seen = new Set<Dimension>([dimension]);
  for (const size of seen) {
    const { origin } = size;
    if (notes.size === MAXIMUM_NOTES) break;
    const note = noteOf(size, size === dimension ? label : `${size.value}`);
    notes.set(note.message, note);
    if (origin.type === 'written' || origin.operands.length === 1) continue;
    for (const operand of origin.operands) if (operand.origin.type === 'derived') seen.add(operand);
  }
  return [...notes.values()];
}

/** Explains sizes of one value by axis; what has the same explanation as an axis before it is left out. */
export function explainSizes(sizes: readonly Dimension[]): Note[] {
  const chains = new Set<string>();
  return sizes.flatMap((size) => {
    const chain = explainDimension(size)
      .map(({ message }) => message)
      .join();
    if (chains.has(chain)) return [];
    chains.add(chain);
    return explainDimension(size, size.axis === 'features' ? undefined : size.axis);
  });
}

function noteOf(dimension: Dimension, label: string): Note {
  const { origin, value } = dimension;
  if (origin.type === 'written')
    return { message: `${label} is written at \`${origin.site.name}\``, span: origin.site.span };
  return origin.operands.length === 1 ? chainNote(dimension, label) : sumNote(value, origin);
}

function sumNote(value: number, { formula, operands, site }: Derived): Note {
  const makers = operands.every(({ origin }) => origin.type === 'written') ? makersOf(operands) : '';
  const sum = shorten(formula, MAXIMUM_FORMULA);
  return { message: `${value} = ${sum} in \`${site.name}\`${makers}`, span: site.span };
}

/** The layers whose written sizes a concat adds up; a single one is not mentioned. */
function makersOf(operands: readonly Dimension[]): string {
  const names = [...new Set(operands.map(({ origin }) => `\`${origin.site.name}\``))];
  const shown = names.length > 8 ? [...names.slice(0, 7), `${names.length - 7} more`] : names;
  return names.length === 1 ? '' : `, from ${shown.join(', ')}`;
}

/** `line 12`, or with its file if that differs from the start of the chain. */
function placeOf(span: Span, first: Span): string {
  return span.source === first.source ? `line ${lineOf(span)}` : `${span.source.file}:${lineOf(span)}`;
}

/** `4 comes from 28 at input, 28 - 5 + 1 = 24 in conv1, ...`, from the input on. */
function chainNote(dimension: Dimension, label: string): Note {
  const chain: Dimension[] = [];
  let current = dimension;
  while (current.origin.type === 'derived' && current.origin.operands.length === 1) {
    chain.push(current);
    current = current.origin.operands[0] as Dimension;
  }
  const { site } = current.origin;
  const steps = chain.reverse().map(({ value, origin }) => {
    const { formula } = origin as Derived;
    return `${formula} = ${value} in \`${origin.site.name}\` (${placeOf(origin.site.span, site.span)})`;
  });
  const start = `${current.value} at \`${site.name}\` (line ${lineOf(site.span)})`;
  const shown = steps.length > MAXIMUM_STEPS ? ['...', ...steps.slice(-MAXIMUM_STEPS)] : steps;
  return { message: `${label} comes from ${[start, ...shown].join(', ')}` };
}
