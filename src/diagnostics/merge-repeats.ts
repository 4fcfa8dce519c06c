import type { Code } from './messages';
import type { Finding, Use } from './report';
import type { Span } from './source';
import { messageOf } from './wording';

/** One mistake, with all uses of a block that cause it. */
export interface Mistake {
  /** Its first finding. */
  readonly finding: Finding;
  /** The uses with the same finding, by name, so that each is counted once. */
  readonly uses: ReadonlyMap<string, Use>;
  /** The messages of the first few uses with a different finding. */
  readonly others: readonly OtherUse[];
  /** What to do is the same in all uses, whatever each finds. */
  readonly sameHelp: boolean;
}

export interface OtherUse {
  readonly message: string;
  readonly use: Use;
}

/** No more mistakes than this are kept, except for the first error. */
export const MAXIMUM_MISTAKES = 10_000;

/** How many uses of a block one diagnostic names, besides the first. */
export const MAXIMUM_USES = 3;

/** The same code at the same location is one mistake, for any number of uses of a block. Keeps the order of the findings. */
export function mergeRepeats(findings: readonly Finding[]): readonly Mistake[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  let hasErrors = false;
  for (const finding of findings) {
    const key = mistakeKey(finding);
    const group = groups.get(key);
    const isError = finding.severity === 'error';
    if (group) group.push(finding);
    else if (groups.size < MAXIMUM_MISTAKES || (isError && !hasErrors)) groups.set(key, [finding]);
    hasErrors ||= isError;
  }
  return [...groups.values()].map(merge);
}

/** Findings with the same key are one mistake. A value that is wrong for every consumer is one, whatever its consumers report. */
export function mistakeKey({ code, span, details }: Finding): string {
  return locationKey(details.blamed ? 'schema/value' : code, span);
}

export function locationKey(code: Code, { source, start, end }: Span): string {
  return `${code} ${source.file} ${start} ${end}`;
}

function merge([first, ...repeats]: readonly [Finding, ...Finding[]]): Mistake {
  const uses = new Map<string, Use>();
  const others: OtherUse[] = [];
  const own = first.details.uses?.at(-1);
  if (own) uses.set(own.name, own);
  const said = repeats.length > 0 ? messageOf(first) : '';
  for (const repeat of repeats) {
    const use = repeat.details.uses?.at(-1);
    if (!use || uses.has(use.name)) continue;
    const message = messageOf(repeat);
    if (message === said) uses.set(use.name, use);
    else if (!repeat.details.blamed && others.length < MAXIMUM_USES) others.push({ message, use });
  }
  const { help } = first.details;
  const sameHelp = help !== undefined && repeats.every(({ details }) => details.help === help);
  return { finding: first, uses, others, sameHelp };
}
