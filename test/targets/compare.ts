import { sumNodes } from '../../src/graph/weights';
import type { Job, Results, Values } from './job';

/** How far values may lie apart, in shares of the largest of the reference. */
export const tolerances = { output: 1e-4, gradient: 1e-3 } as const;

/** One tensor of which two results differ by more than they may. */
export interface Difference {
  readonly what: string;
  /** In shares of the reference's scale; infinite where the shape, or being there, differs. */
  readonly by: number;
}

interface Tensor extends Values {
  readonly tolerance: number;
}

/** All tensors by what they are, each with its tolerance. */
function tensorsOf({ outputs, gradients, statistics }: Results): Map<string, Tensor> {
  return new Map<string, Tensor>([
    ...outputs.map((value, index) => [`output/${index}`, { ...value, tolerance: tolerances.output }] as const),
    ...[...gradients].map(([key, value]) => [`gradient/${key}`, { ...value, tolerance: tolerances.gradient }] as const),
    ...[...statistics].map(([key, value]) => [`statistic/${key}`, { ...value, tolerance: tolerances.output }] as const),
  ]);
}

/** The least scale of a gradient, in shares of the largest of all: sums that cancel out to zero leave only rounding behind. */
const FLOOR = 1e-2;

/** Where results differ; `slack` widens the tolerances. */
export function differences(actual: Results, reference: Results, slack = 1): Difference[] {
  const [found, wanted] = [tensorsOf(actual), tensorsOf(reference)];
  const floor = FLOOR * Math.max(1e-3, ...[...wanted.values()].map(scaleOf));
  return [...new Set([...found.keys(), ...wanted.keys()])].flatMap((what) => {
    const [a, b] = [found.get(what), wanted.get(what)];
    const by = a && b ? distance(a, b, Math.max(scaleOf(b), floor)) : Number.POSITIVE_INFINITY;
    return by <= slack * (b?.tolerance ?? 0) ? [] : [{ what, by }];
  });
}

function scaleOf({ values }: Values): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

function distance(a: Values, b: Values, scale: number): number {
  if (String(a.shape) !== String(b.shape)) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (const [index, value] of a.values.entries()) {
    const apart = Math.abs(value - (b.values[index] as number));
    if (!Number.isFinite(apart)) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, apart);
  }
  return largest / scale;
}

/** What a target's shapes and counts are that the compiler has said otherwise. */
export function wrongShapes(job: Job, results: Results, needed: ReadonlySet<string>): string[] {
  const { graph } = job;
  const nodes = graph.nodes.filter(({ name }) => needed.has(name));
  const { parameters } = sumNodes(graph, nodes);
  const counted = results.parameters === parameters ? [] : [`${results.parameters} parameters, and not ${parameters}`];
  const shapes = results.outputs.map(({ shape }) => String(shape));
  const wanted = job.upstream.map(({ shape }) => String(shape));
  return [...counted, ...(String(shapes) === String(wanted) ? [] : [`outputs ${shapes}, and not ${wanted}`])];
}
