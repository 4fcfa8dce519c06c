import type { Edit, Fix } from '../diagnostics/diagnostic';
import { mistakeKey } from '../diagnostics/merge-repeats';
import type { Finding, Goal } from '../diagnostics/report';
import type { Span } from '../diagnostics/source';
import type { Shape } from '../dimensions/dimension';
import { nodeOf } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { countOf } from '../schema/guess-word';
import { alikeCandidates } from './alike-candidates';
import { attributeCandidates } from './attribute-candidates';
import type { Candidate } from './candidate';
import { gapOf } from './goal';
import { Habits, isNear, numberBits } from './habits';
import { inputCandidates } from './input-candidates';
import { joinCandidates } from './join-candidates';
import { jointCandidates } from './joint-candidates';
import { insertions, removals } from './layer-candidates';
import type { Layout } from './layout';
import { Places, spanKey } from './place';
import { Readers } from './readers';
import { hasSizes, type Shapes, Upstream } from './upstream';

/** What is found after edits of the text, without searching for repairs. */
type Attempt = (edits: readonly Edit[]) => readonly Finding[];

/** A spec with errors. */
export interface Broken {
  readonly findings: readonly Finding[];
  readonly graph: TypedGraph;
  readonly layout: Layout;
  readonly attempt: Attempt;
}

/** A candidate that was tried. */
export interface Repair {
  readonly candidate: Candidate;
  /** How many errors are left. */
  readonly left: number;
  /** The shape of the layer that the candidate names. */
  readonly shown: Shape | undefined;
  /** The value of the join that failed. */
  readonly joined: Shape | undefined;
  /** A number that changes less than the candidate's, and does too. */
  readonly nearer: number | undefined;
}

/** A repair, and how many warnings there are with it. */
interface Tried extends Repair {
  readonly warned: number;
}

/** How many layers are inferred for one mistake before the whole spec is compiled. */
const MOST_INFERRED = 20_000;

/** How many layers are compiled to try repairs of one mistake, and at least how many repairs are tried. */
const MOST_COMPILED = 2000;
const FEWEST_TRIALS = 4;

/** A repair that is so many bits less likely than another one is not worth mentioning. */
const WORSE = 3.5;

/** Bits for each warning that other repairs do not leave: what modelc would warn of was hardly meant. */
const WARNED = 4;

/** Bits for each declared size that is wrong besides the first: a slip changes one number. */
const ANOTHER_SIZE = 5;

/** Small numbers are everywhere. */
const SMALL = 10;

/** Bits for a declared size that is no slip of the found one. */
const NO_SLIP = 3;

/** Searches for repairs of the mistakes in one spec. */
export class RepairSearch {
  readonly #broken: Broken;
  readonly #places: Places;
  readonly #habits: Habits;
  readonly #readers: Readers;

  constructor(broken: Broken) {
    this.#broken = broken;
    this.#places = new Places(broken.graph, broken.layout);
    this.#habits = new Habits(broken.graph);
    this.#readers = new Readers(broken.graph);
  }

  /**
   * What repairs a mistake, the most likely first: after which fewest errors are left, and then by cost. The findings are those of one
   * mistake, one for each use of its block. `complete` if no candidate was left out to save time.
   */
  repairsOf(mistake: readonly Finding[]): { readonly repairs: readonly Repair[]; readonly complete: boolean } {
    const { graph } = this.#broken;
    const [first] = mistake;
    const goals = mistake.flatMap(({ details }) => details.goal ?? []);
    if (!first || goals.length === 0) return { repairs: [], complete: false };
    const upstreams = goals.map((goal) => ({ goal, upstream: new Upstream(graph, goal.value) }));
    const found: Tried[] = [];
    const most = Math.max(FEWEST_TRIALS, Math.floor(MOST_COMPILED / Math.max(graph.nodes.length, 1)));
    let trials = 0;
    let complete = true;
    const candidates = this.#candidates(first, upstreams);
    for (const candidate of candidates) {
      const clean = found.filter(({ left }) => left === 0);
      const [best] = clean;
      if (
        new Set(clean.map((one) => sortOf(one.candidate))).size >= 2 ||
        (best && candidate.cost > best.candidate.cost + WORSE)
      )
        break;
      if (found.some((one) => one.candidate.changes === candidate.changes)) continue;
      const inferred = upstreams.reduce((sum, { upstream }) => sum + upstream.inferred, 0);
      if (trials === most || inferred > MOST_INFERRED) {
        complete = false;
        break;
      }
      const shapes = candidate.change ? shapesFor(candidate.change, upstreams) : new Map();
      if (!shapes) continue;
      trials++;
      const after = leftAfter(candidate.edits, first, this.#broken);
      if (after === undefined) continue;
      const { left, warned } = after;
      const known = shapes === 'unknown' ? undefined : shapes;
      const [goal] = goals;
      const joined = goal?.sizes.length === 0 ? known?.get(goal.value) : undefined;
      const shown = candidate.isNamed ? undefined : known?.get(candidate.shown ?? -1);
      const nearer = nearerThan(candidate, candidates).find((one) => {
        if (trials === most || !one.change || !shapesFor(one.change, upstreams)) return false;
        trials++;
        return leftAfter(one.edits, first, this.#broken)?.left === left;
      });
      found.push({ candidate, left, warned, shown, joined, nearer: nearer?.number?.to });
    }
    const fewest = Math.min(...found.map(({ left }) => left));
    const good = found.filter(({ left, candidate }) => left === fewest || candidate.isDeclared);
    const leastWarned = Math.min(...good.map(({ warned }) => warned));
    const repairs = good
      .map(({ candidate, warned, ...others }): Repair => {
        return { ...others, candidate: { ...candidate, cost: candidate.cost + WARNED * (warned - leastWarned) } };
      })
      .toSorted((a, b) => a.left - b.left || a.candidate.cost - b.candidate.cost);
    return { repairs, complete };
  }

  /** Whether a layer fails in some uses of its block, and not in others. */
  failsInSomeUses({ value }: Goal): boolean {
    const { graph } = this.#broken;
    const node = nodeOf(graph, value);
    return node !== undefined && this.#places.nodesOf(node).some(({ id }) => graph.typings.has(id));
  }

  #candidates(finding: Finding, upstreams: readonly Towards[]): readonly Candidate[] {
    const { graph, layout } = this.#broken;
    const [towards] = upstreams;
    if (!towards) return [];
    const { goal, upstream } = towards;
    const search = { graph, layout, places: this.#places, habits: this.#habits, readers: this.#readers };
    const attributes = { ...search, gap: gapOf(graph, goal), seen: new Set<string>() };
    const items = new Map(upstream.nodes.toReversed().map((node) => [spanKey(node.site.span), node]));
    const nodes = [...items.values()];
    const edits = upstream.nodes.toReversed().flatMap((node) => attributeCandidates(node, attributes));
    const all = [
      ...declaredCandidates(finding, graph),
      ...edits,
      ...alikeCandidates(edits, graph),
      ...jointCandidates(goal, edits, search),
      ...removals(nodes, search),
      // Of places that are as usual, the first: nets shrink their values early.
      ...insertions(nodes.toReversed(), search),
      ...joinCandidates(goal, search),
      ...upstream.inputs.flatMap((id) => inputCandidates(graph, id, layout)),
    ];
    return distinct(all).toSorted((a, b) => a.cost - b.cost);
  }
}

interface Towards {
  readonly goal: Goal;
  readonly upstream: Upstream;
}

/** Each edit once: several layers may have the same value. */
function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  const editKey = ({ span, newText }: Edit): string => `${spanKey(span)} ${newText}`;
  return [...new Map(candidates.map((one) => [one.edits.map(editKey).join(), one])).values()];
}

/** The shapes with a change if all goals are met. */
function shapesFor(change: NonNullable<Candidate['change']>, upstreams: readonly Towards[]): Shapes | undefined {
  let all: Shapes | undefined;
  for (const { goal, upstream } of upstreams) {
    const shapes = upstream.shapesWith(change);
    if (!shapes) return undefined;
    if (shapes !== 'unknown' && !hasSizes(shapes.get(goal.value), goal.sizes)) return undefined;
    all ??= shapes;
  }
  return all;
}

/** The number found instead of the declared one. */
function declaredCandidates({ span, details }: Finding, graph: TypedGraph): readonly Candidate[] {
  const { goal, fixes = [], help = '' } = details;
  const [fix]: readonly Fix[] = fixes;
  if (!fix || goal?.sizes.length === 0) return [];
  return [
    {
      change: undefined,
      text: help,
      edits: fix.edits,
      cost: (goal ? declaredCost(graph, goal, span) : 0) + ANOTHER_SIZE * (fix.edits.length - 1),
      changes: 'declared',
      isDeclared: true,
    },
  ];
}

/** Whether one number is easily written for another: with another digit, one more or less, twice or half as large. */
function isSlip(right: number, wrong: number): boolean {
  const [digits, others] = [[...String(right)], [...String(wrong)]];
  const different = digits.filter((digit, at) => digit !== others[at]).length;
  return (digits.length === others.length && different === 1) || isNear(right, wrong);
}

/** By how many bits the found sizes are harder to describe than the declared ones, if those are slips. */
function declaredCost(graph: TypedGraph, { value, sizes }: Goal, span: Span): number {
  const shape = graph.typings.get(value)?.output ?? [];
  const wrong = sizes.flatMap(({ axis, size }) => {
    const found = shape.find((one) => one.axis === axis)?.value ?? size;
    return found === size
      ? []
      : [
          (numberBits(found) - numberBits(size)) / 2 +
            (isSlip(found, size) || (shape.length === 1 && isCopied(size, span)) ? 0 : NO_SLIP),
        ];
  });
  return wrong.reduce((sum, bits) => sum + bits, 0) + ANOTHER_SIZE * Math.max(wrong.length - 1, 0);
}

/** Whether a number of features may be taken from another place of the file, such as the layer below. */
function isCopied(number: number, span: Span): boolean {
  return number > SMALL && countOf(String(number), span) > 1;
}

/** How many errors are left after edits, and how many warnings there are then; undefined if the mistake is, or if there are others. */
function leftAfter(
  edits: readonly Edit[],
  mistake: Finding,
  { findings, attempt }: { readonly findings: readonly Finding[]; readonly attempt: Attempt },
): { readonly left: number; readonly warned: number } | undefined {
  const after = attempt(edits);
  const before = new Map(errors(findings).map((finding) => [movedKey(finding, edits), mistakeKey(finding)]));
  const left = new Set(errors(after).map((finding) => movedKey(finding, [])));
  const isKnown = [...left].every((key) => before.has(key) && before.get(key) !== mistakeKey(mistake));
  const warned = new Set(after.flatMap((one) => (one.severity === 'warning' ? [movedKey(one, [])] : []))).size;
  return isKnown ? { left: left.size, warned } : undefined;
}

/** Candidates with other numbers in the same place that change less, the least first. */
function nearerThan({ number, changes }: Candidate, all: readonly Candidate[]): readonly Candidate[] {
  if (!number) return [];
  const distance = (one: Candidate): number => (one.number ? Math.abs(one.number.to - one.number.from) : Infinity);
  return all
    .filter((one) => one.changes === changes && distance(one) < Math.abs(number.to - number.from))
    .toSorted((a, b) => distance(a) - distance(b));
}

/** The same for candidates that change the same thing, and for all other sizes of an input. */
export function sortOf({ change, changes }: Candidate): string {
  return change?.inputs ? 'input' : changes;
}

function errors(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ severity }) => severity === 'error');
}

/** What identifies a mistake, with its location after edits. */
function movedKey({ code, span, details }: Finding, edits: readonly Edit[]): string {
  const { source, start } = span;
  const before = edits.filter((edit) => edit.span.source.file === source.file && edit.span.end <= start);
  const moved = before.reduce((sum, edit) => sum + edit.newText.length - (edit.span.end - edit.span.start), start);
  return `${details.blamed ? '' : code} ${source.file} ${moved}`;
}
