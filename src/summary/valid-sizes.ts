/** Which sizes along an axis are valid. */
export interface ValidSizes {
  /** The first and last size of each run of valid ones, from the smallest on. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
  /** The largest size that was tried. */
  readonly tried: number;
  /** A larger size is valid exactly if the one that is this much smaller is; null if nothing is known about larger sizes. */
  readonly period: number | null;
}

/** How many sizes are tried if no period is known. */
const TRIED_WITHOUT_PERIOD = 64;

/** Sizes are tried over this many periods. */
const PERIODS = 3;

/**
 * Tries sizes from the smallest valid one on. `period` is a number after which the rounding in all windows repeats. If three sizes
 * that are this far apart are valid, all sizes that must be equal in them grow alike, and all others repeat with the period too:
 * windows that fit fit into every larger input. (Two would do, were it not for a join that also takes values of one cell.)
 * At most about `most` sizes are tried.
 */
export function validSizes(
  smallest: number,
  { period, most }: { readonly period: number | undefined; readonly most: number },
  fits: (size: number) => boolean,
): ValidSizes {
  const known = period !== undefined && PERIODS * period <= most ? period : undefined;
  const tried = smallest + Math.max(PERIODS * (known ?? 1), known === undefined ? TRIED_WITHOUT_PERIOD : 8);
  const valid = Array.from({ length: tried - smallest + 1 }, (_, more) => fits(smallest + more));
  const ranges = runsOf(valid).map(([first, last]) => [smallest + first, smallest + last] as const);
  const repeats = known !== undefined && valid.some((_, at) => valid[at] && valid[at + known] && valid[at + 2 * known]);
  return { ranges, tried, period: repeats ? shortest(valid, known) : null };
}

/** The shortest period of the sizes from one period on, if they repeat at all. */
function shortest(valid: readonly boolean[], period: number): number | null {
  const settled = valid.slice(period);
  for (let one = 1; one <= period; one++)
    if (period % one === 0 && settled.every((fits, at) => at < one || fits === settled[at - one])) return one;
  return null;
}

/** The first and last index of each run of true values. */
function runsOf(values: readonly boolean[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const [index, value] of values.entries()) {
    const last = runs.at(-1);
    if (!value) continue;
    if (last && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}

/** Whether a size is valid; undefined if that is not known. */
export function isValid({ ranges, tried, period }: ValidSizes, size: number): boolean | undefined {
  if (size > tried && period === null) return undefined;
  const same = size > tried && period !== null ? size - Math.ceil((size - tried) / period) * period : size;
  return ranges.some(([first, last]) => first <= same && same <= last);
}

/** How many runs of sizes a text lists. */
const MAXIMUM_LISTED = 4;

/** The valid sizes in words, such as `valid sizes: 17..32, 49..64, 81..96, ..., repeating every 32`. */
export function validText(axis: string, sizes: ValidSizes): string {
  const { ranges, tried, period } = sizes;
  const smallest = ranges[0]?.[0] ?? tried;
  if (period === null) return untriedText(axis, sizes);
  const open = period === 1 ? ranges.at(-1) : undefined;
  if (open?.[0] === smallest) return 'every larger size is valid';
  if (open) return `valid sizes: ${[...ranges.slice(0, -1).map(rangeText), `${open[0]} and larger`].join(', ')}`;
  const settled = firstSettled(sizes, smallest, period);
  const listed = ranges.filter(([first]) => first < settled + 3 * period && first + period <= tried + 1);
  const [one, two] = listed;
  const inSteps =
    settled === smallest && listed.every(([first, last]) => first === last) && two?.[0] === smallest + period;
  if (one && inSteps)
    return `larger sizes in steps of ${period}: ${[0, 1, 2].map((more) => one[0] + more * period).join(', ')}, ...`;
  const multiples = Array.from({ length: tried }, (_, index) => index + 1).filter(
    (size) => size >= smallest && size % period === 0,
  );
  const every = multiples.every((size) => isValid(sizes, size)) ? `, among them all multiples of ${period}` : '';
  const shown = listed.length > MAXIMUM_LISTED ? listed.slice(0, MAXIMUM_LISTED) : listed;
  return `valid sizes: ${shown.map(rangeText).join(', ')}, ..., repeating every ${period}${every}`;
}

function untriedText(axis: string, { ranges, tried }: ValidSizes): string {
  const [only, ...others] = ranges;
  if (only && others.length === 0 && only[0] === only[1]) return `no larger ${axis} up to ${tried} is valid`;
  if (only && others.length === 0 && only[1] === tried) return `every larger size up to ${tried} is valid`;
  const shown = ranges.slice(0, 2 * MAXIMUM_LISTED).map(rangeText);
  return `valid sizes up to ${tried}: ${shown.join(', ')}${ranges.length > shown.length ? ', ...' : ''}`;
}

/** The size from which on the sizes repeat. */
function firstSettled(sizes: ValidSizes, smallest: number, period: number): number {
  let settled = sizes.tried - period + 1;
  while (settled > smallest && isValid(sizes, settled - 1) === isValid(sizes, settled - 1 + period)) settled--;
  return settled;
}

function rangeText([first, last]: readonly [number, number]): string {
  return first === last ? `${first}` : `${first}..${last}`;
}
