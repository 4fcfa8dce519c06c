import type { Note } from '../diagnostics/diagnostic';
import { lineOf } from '../diagnostics/source';
import type { Dimension, Origin } from '../dimensions/dimension';

type Derived = Extract<Origin, { type: 'derived' }>;

/** Sums longer than this are told in part, from the end that the reader asks about. */
const MAXIMUM_STEPS = 12;

/**
 * Where a number came from, as sentences from the last sum back to the input: one for a sum of several numbers, and one chain
 * for sizes that windows shrink one after the other. `word` names the axis.
 */
export function explainDimension(dimension: Dimension, word?: string): Note[] {
  const { origin, value } = dimension;
  const label = word === undefined ? `${value}` : `${word} ${value}`;
  if (origin.type === 'written')
    return [{ message: `${label} is written at \`${origin.site.name}\``, span: origin.site.span }];
  if (origin.operands.length === 1) return [chainNote(dimension, label)];
  return [sumNote(value, origin), ...operandNotes(origin)];
}

function sumNote(value: number, { formula, operands, site }: Derived): Note {
  const makers = operands.every(({ origin }) => origin.type === 'written') ? makersOf(operands) : '';
  return { message: `${value} = ${formula}, made by \`${site.name}\`${makers}`, span: site.span };
}

/** The layers whose written sizes a concat adds up. */
function makersOf(operands: readonly Dimension[]): string {
  const names = operands.map(({ origin }) => `\`${origin.site.name}\``);
  const shown = names.length > 8 ? [...names.slice(0, 7), `${names.length - 7} more`] : names;
  return ` from ${shown.join(', ')}`;
}

/** Operands of a product: each sum on its own, and equal chains (height and width, mostly) once. */
function operandNotes({ operands }: Derived): Note[] {
  const notes = new Map<string, Note>();
  for (const operand of operands) {
    if (operand.origin.type === 'written') continue;
    for (const note of explainDimension(operand)) notes.set(note.message, note);
  }
  return [...notes.values()];
}

/** `4: 28 in the input, 24 after conv1 (28 - 5 + 1), 12 after ...`, from the input down. */
function chainNote(dimension: Dimension, label: string): Note {
  const steps: string[] = [];
  let current = dimension;
  while (current.origin.type === 'derived' && current.origin.operands.length === 1) {
    const { formula, site, operands } = current.origin;
    steps.unshift(`${formula} = ${current.value} by \`${site.name}\` (line ${lineOf(site.span)})`);
    current = operands[0] as Dimension;
  }
  const start = `${current.value} at \`${current.origin.site.name}\` (line ${lineOf(current.origin.site.span)})`;
  const shown = steps.length > MAXIMUM_STEPS ? ['...', ...steps.slice(-MAXIMUM_STEPS)] : steps;
  return { message: `${label} comes from ${[start, ...shown].join(', ')}` };
}
