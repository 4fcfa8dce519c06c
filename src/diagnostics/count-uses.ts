import type { Diagnostic, Note } from './diagnostic';
import { MAXIMUM_USES, type Mistake, type OtherUse } from './merge-repeats';
import type { Use } from './report';

const DIFFERENT = 'the uses of the block need different values here: make it a parameter';

/** A mistake as a diagnostic, with notes that count the uses of its block and say what else other uses find. */
export function countUses({ finding, uses, others, sameHelp }: Mistake): Diagnostic {
  const { details, ...found } = finding;
  const counted = new Set([...uses.keys(), ...others.map(({ use }) => use.name)]);
  const untyped = (details.elsewhere?.() ?? []).filter(({ name }) => !counted.has(name));
  const notes = [
    ...(details.notes ?? []),
    ...usesNote([...uses.values()], [...new Map(untyped.map((use) => [use.name, use])).values()]),
    ...others.map(otherNote),
  ];
  // No single edit fixes uses that need different ones.
  if (others.length > 0 && !sameHelp) return { ...found, notes, ownHelp: DIFFERENT, fixes: [] };
  return { ...found, notes, ownHelp: details.help, fixes: details.fixes ?? [] };
}

function otherNote({ message, use }: OtherUse): Note {
  return { message: `in \`${use.name}\`: ${message}`, span: use.span };
}

/** Where a mistake in a block was found, and the other uses of the block, which are unknown because of it. */
function usesNote(uses: readonly Use[], untyped: readonly Use[]): Note[] {
  const [first, ...seen] = uses;
  const others = [...seen, ...untyped];
  if (!first) return [];
  const where = `\`${first.name}\``;
  if (others.length === 0) return [{ message: `in the use of the block as ${where}`, span: first.span }];
  const names = others.slice(0, MAXIMUM_USES).map((use) => `\`${use.name}\``);
  const rest = others.length > MAXIMUM_USES ? ` and ${others.length - MAXIMUM_USES} more` : '';
  return [
    {
      message: `one mistake, reported for ${others.length + 1} uses of the block: ${where}, ${names.join(', ')}${rest}`,
      span: first.span,
    },
  ];
}
