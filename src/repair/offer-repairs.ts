import type { Fix } from '../diagnostics/diagnostic';
import { mistakeKey } from '../diagnostics/merge-repeats';
import { formatShape } from '../diagnostics/messages/words';
import type { Finding } from '../diagnostics/report';
import { valuesOf } from '../dimensions/dimension';
import { type Broken, type Repair, RepairSearch, sortOf } from './search';

/** How many mistakes repairs are searched for. */
const MOST_GOALS = 3;

/** Repairs of more bits than this are too far from what is written to be what was meant. */
const FAR = 10;

/**
 * The findings, with repairs in the help and the fixes of those that have a goal, the most likely one first. Each repair was tried: with
 * it, the mistake is gone and no other appears. A declared number is certainly wrong only if nothing else can be.
 */
export function offerRepairs(broken: Broken): readonly Finding[] {
  const { findings } = broken;
  const keys = new Set(findings.flatMap((finding) => (finding.details.goal ? [mistakeKey(finding)] : [])));
  if (keys.size === 0) return findings;
  const search = new RepairSearch(broken);
  const found = new Map<string, Found>();
  for (const key of [...keys].slice(0, MOST_GOALS)) {
    const mistake = findings.filter((finding) => mistakeKey(finding) === key);
    const { repairs, complete } = search.repairsOf(mistake);
    const likely = repairs.filter(({ candidate }) => candidate.cost < FAR);
    found.set(key, { repairs: chosen(likely), complete, otherwise: conditionFor(mistake, search) });
  }
  return findings.map((finding) => {
    if (!finding.details.goal) return finding;
    return withRepairs(finding, found.get(mistakeKey(finding)) ?? NOT_SEARCHED);
  });
}

const NOT_SEARCHED: Found = { repairs: [], complete: false, otherwise: undefined };

/** The two likeliest, of two sorts if there are two. */
function chosen([first, ...others]: readonly Repair[]): readonly Repair[] {
  if (!first) return [];
  const second = others.find(({ candidate }) => sortOf(candidate) !== sortOf(first.candidate)) ?? others[0];
  return second ? [first, second] : [first];
}

interface Found {
  readonly repairs: readonly Repair[];
  /** Whether every candidate was considered. */
  readonly complete: boolean;
  /** What else can be done, in words. */
  readonly otherwise: string | undefined;
}

/** A residual connection that only some uses of its block can have. */
function conditionFor([finding]: readonly Finding[], search: RepairSearch): string | undefined {
  const goal = finding?.code === 'shape/add' ? finding.details.goal : undefined;
  return goal && search.failsInSomeUses(goal)
    ? 'leave the `add` out of such uses: write it with `from: [input, NAME]` and `when`, instead of a `branch`'
    : undefined;
}

function withRepairs(finding: Finding, { repairs, complete, otherwise }: Found): Finding {
  const { details } = finding;
  const { help, fixes = [] } = details;
  const others = repairs.filter(({ candidate }) => !candidate.isDeclared);
  // Another input is always possible, but whoever writes a net knows its data.
  const [best, ...rest] = repairs;
  const isCertain =
    complete && best?.candidate.isDeclared === true && rest.every(({ candidate }) => candidate.change?.inputs);
  const declared = fixes.map((fix): Fix => {
    return fix.certainty === 'certain' && !isCertain ? { ...fix, certainty: 'choice' } : fix;
  });
  if (others.length === 0) return { ...finding, details: { ...details, fixes: declared } };
  const edits = repairs.map(({ candidate: { isDeclared, text, edits } }): readonly Fix[] =>
    isDeclared ? declared : [{ title: text, certainty: 'choice', edits }],
  );
  const isLeftOut = repairs.length === others.length;
  const advice = [inWords(repairs, finding), ...(otherwise === undefined ? [] : [otherwise])].join('; or ');
  return {
    ...finding,
    details: {
      ...details,
      help: isLeftOut && help !== undefined ? `${advice}; or ${help} here` : advice,
      fixes: [...edits.flat(), ...(isLeftOut ? declared : [])],
    },
  };
}

/** What to do, and what it gives. */
function inWords(repairs: readonly Repair[], { details: { goal } }: Finding): string {
  const sizes = goal?.sizes.map(({ size }) => size).join(' x ') ?? '';
  let isSaid = sizes === '';
  const phrases = repairs.map(({ candidate, shown, joined, nearer }) => {
    if (candidate.isDeclared) return `${candidate.text} here`;
    const purpose = isSaid || !candidate.change ? '' : `to get ${sizes} `;
    isSaid ||= purpose !== '';
    const effect = shown
      ? `, which then produces ${formatShape(valuesOf(shown))}`
      : joined
        ? `, so that the paths give ${formatShape(valuesOf(joined))}`
        : '';
    return `${purpose}${candidate.text}${effect}${nearer === undefined ? '' : ` (${nearer} works too)`}`;
  });
  return phrases.join('; or ');
}
