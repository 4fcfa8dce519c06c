import type { Fix } from '../diagnostics/diagnostic';
import { mistakeKey } from '../diagnostics/merge-repeats';
import type { Finding, Goal } from '../diagnostics/report';
import type { Graph } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { type Candidate, candidatesOf, inputCandidates } from './candidates';
import { Places } from './place';
import { graphWith, hasSizes, Upstream } from './try-candidate';

/** What infers and checks a graph again, without searching for repairs. */
export type Verify = (graph: Graph) => readonly Finding[];

/** How many mistakes repairs are searched for, and how many layers are inferred for the edits of each, and for other inputs. */
const MOST_GOALS = 3;
const MOST_INFERRED = 2000;

/** How many candidates of one sort that give the wanted sizes are checked on the whole graph, and how many layers that may have. */
const MOST_VERIFIED = 4;
const MOST_LAYERS = 400;

/** How far other sizes of an input may be from the written one. */
const MOST_CELLS = 64;

/** How many repairs are offered. */
const OFFERED = 2;

interface Place {
  readonly graph: TypedGraph;
  readonly places: Places;
}

/**
 * The findings, with repairs in the help of the first ones that have a goal. Each repair was tried: with it, the mistake is gone and
 * no other appears. Where there are edits of layers, rewriting the declared number is a choice too.
 */
export function offerRepairs(findings: readonly Finding[], graph: TypedGraph, verify: Verify): readonly Finding[] {
  const wanted = findings.filter(({ details }) => details.goal);
  if (wanted.length === 0 || graph.nodes.length > MOST_LAYERS) return findings;
  const place: Place = { graph, places: new Places(graph) };
  const before = new Set(errorKeys(findings));
  const repairs = new Map<string, readonly Candidate[]>();
  for (const key of [...new Set(wanted.map(mistakeKey))].slice(0, MOST_GOALS)) {
    const [only, another] = wanted.filter((finding) => mistakeKey(finding) === key);
    // Uses of a block may need different repairs.
    if (!only?.details.goal || another) continue;
    const works = (candidate: Candidate): boolean => {
      const after = errorKeys(verify(graphWith(graph, candidate)));
      return !after.includes(key) && after.every((other) => before.has(other));
    };
    repairs.set(key, search(place, only.details.goal, works));
  }
  return findings.map((finding) => {
    const found = repairs.get(mistakeKey(finding)) ?? [];
    return found.length === 0 ? finding : withRepairs(finding, found);
  });
}

function errorKeys(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap((finding) => (finding.severity === 'error' ? [mistakeKey(finding)] : []));
}

/** The repairs that change least: edits of layers, and the nearest other sizes of an input. */
function search({ graph, places }: Place, goal: Goal, works: (candidate: Candidate) => boolean): readonly Candidate[] {
  const upstream = new Upstream(graph, goal.value);
  const ratio = ratioOf(graph, goal);
  const fitting = (candidates: Iterable<Candidate>, most: number): readonly Candidate[] => {
    const found: Candidate[] = [];
    const end = upstream.inferred + MOST_INFERRED;
    for (const candidate of candidates) {
      if (upstream.inferred > end || found.length === most) break;
      const shape = upstream.shapeWith(candidate);
      if (shape !== undefined && hasSizes(shape, goal.sizes)) found.push(candidate);
    }
    return found.toSorted((a, b) => a.cost - b.cost);
  };
  // The nearest layers and sizes first, in case there are too many.
  const layers = tried(fitting(edits(places, upstream, ratio), Number.POSITIVE_INFINITY), works);
  const resized = upstream.inputs.flatMap((id) => inputCandidates(graph, id, MOST_CELLS));
  const sizes = tried(fitting(resized, MOST_VERIFIED), works);
  // Other sizes of the input count as one repair.
  return [...(sizes.length > 0 ? layers.slice(0, OFFERED - 1) : layers), ...sizes];
}

/** The edits of all layers before a value, one layer after the other. */
function* edits(places: Places, { nodes }: Upstream, ratio: number): Iterable<Candidate> {
  for (const node of nodes.toReversed()) yield* candidatesOf(places, node, ratio);
}

/** The first candidates that work, at most one for each thing that they change. */
function tried(candidates: readonly Candidate[], works: (candidate: Candidate) => boolean): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const candidate of candidates.slice(0, MOST_VERIFIED)) {
    if (found.size < OFFERED && !found.has(candidate.changes) && works(candidate))
      found.set(candidate.changes, candidate);
  }
  return [...found.values()];
}

/** The wanted sizes over the inferred ones; 1 if there are none. */
function ratioOf(graph: TypedGraph, { value, sizes }: Goal): number {
  const shape = graph.typings.get(value)?.output ?? [];
  return sizes.reduce(
    (ratio, { axis, size }) => (ratio * size) / (shape.find((one) => one.axis === axis)?.value ?? size),
    1,
  );
}

function withRepairs(finding: Finding, repairs: readonly Candidate[]): Finding {
  const { details } = finding;
  const { help, fixes = [], goal } = details;
  const textsOf = (of: Candidate['of']): string =>
    repairs
      .filter((one) => one.of === of)
      .map(({ text }) => text)
      .join(' or ');
  const [layers, inputs] = [textsOf('layer'), textsOf('input')];
  const advice = [...(layers ? [`write ${layers}`] : []), ...(inputs ? [`use an input of ${inputs}`] : [])].join(
    ', or ',
  );
  const sizes = goal?.sizes.map(({ size }) => size).join(' x ');
  const isUnsure = ({ certainty }: Fix): boolean => certainty === 'certain' && layers !== '';
  const choices = fixes.map((fix): Fix => (isUnsure(fix) ? { ...fix, certainty: 'choice' } : fix));
  const edits = repairs.flatMap(({ text, edit }): readonly Fix[] =>
    edit ? [{ title: `write ${text}`, certainty: 'choice', edits: [edit] }] : [],
  );
  const whole = help === undefined ? advice : `${help}, or to get ${sizes} ${advice}`;
  return { ...finding, details: { ...details, help: whole, fixes: [...choices, ...edits] } };
}
