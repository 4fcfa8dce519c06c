import { sumNodes } from '../../src/graph/weights';
import type { Job, Results, Values } from './job';

/** How much values may differ, relative to the largest of the reference. */
export const tolerances = { output: 1e-4, gradient: 1e-3 } as const;

/** A tensor that differs between two results by more than the tolerance. */
export interface Difference {
  readonly what: string;
  /** Relative to the scale of the reference; infinite if the shapes differ or one is missing. */
  readonly by: number;
}

interface Tensor extends Values {
  readonly tolerance: number;
}

/** All tensors by name, each with its tolerance. */
function tensorsOf({ outputs, gradients, statistics }: Results): Map<string, Tensor> {
  return new Map<string, Tensor>([
    ...outputs.map((value, index) => [`output/${index}`, { ...value, tolerance: tolerances.output }] as const),
    ...[...gradients].map(([key, value]) => [`gradient/${key}`, { ...value, tolerance: tolerances.gradient }] as const),
    ...[...statistics].map(([key, value]) => [`statistic/${key}`, { ...value, tolerance: tolerances.output }] as const),
  ]);
}

/** The minimum scale of a gradient, relative to the largest of all: sums that cancel leave only rounding. */
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

/** The shapes and counts of a target that differ from the compiler's. */
export function wrongShapes(job: Job, results: Results, needed: ReadonlySet<string>): string[] {
  const { graph } = job;
  const nodes = graph.nodes.filter(({ name }) => needed.has(name));
  const { parameters } = sumNodes(graph, nodes);
  const counted = results.parameters === parameters ? [] : [`${results.parameters} parameters, and not ${parameters}`];
  const shapes = results.outputs.map(({ shape }) => String(shape));
  const wanted = job.upstream.map(({ shape }) => String(shape));
  return [...counted, ...(String(shapes) === String(wanted) ? [] : [`outputs ${shapes}, and not ${wanted}`])];
}
