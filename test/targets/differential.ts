import { nodesFor } from '../../src/graph/graph';
import { weightsOf } from '../../src/graph/weights';
import { differences, wrongShapes } from './compare';
import type { Job, Results } from './job';
import { type Controls, judge, type TargetName, targets, targetsOn, type Workshop } from './targets';

/** The outcome for one net. */
export interface Verdict {
  /** One clause per disagreement; empty if all targets agree. */
  readonly faults: readonly string[];
  /** Whether the 64-bit reference was needed. */
  readonly judged: boolean;
}

/** Runs a job on every target, and also the 64-bit reference if one differs from the live model. */
export async function tryJob(
  workshop: Workshop,
  job: Job,
  controls: Partial<Record<TargetName, Controls>> = {},
): Promise<Verdict> {
  const needed = nodesFor(job.graph, job.graph.outputs);
  const names = new Set(job.graph.nodes.filter(({ id }) => needed.has(id)).map(({ name }) => name));
  const all = new Set(job.graph.nodes.map(({ name }) => name));
  const keys = new Set<string>([...needed].flatMap((id) => weightsOf(job.graph, id).map(({ key }) => key)));
  const faults: string[] = [];
  const found = new Map<TargetName, Results>();
  for (const name of targetsOn(workshop)) {
    try {
      const control = controls[name] ?? {};
      const { spoilResults = (results: Results) => results } = control;
      const results = spoilResults(await targets[name](workshop)(job, control));
      // The live model also has the weights of layers that no output depends on.
      const holds = name === 'live' ? all : names;
      faults.push(...wrongShapes(job, results, holds).map((fault) => `${name}: ${fault}`));
      found.set(name, onlyNeeded(results, keys));
    } catch (error) {
      faults.push(`${name}: ${(error as Error).message}`);
    }
  }
  const live = found.get('live');
  if (faults.length > 0 || !live) return { faults, judged: false };
  const differing = [...found].filter(([name, results]) => name !== 'live' && differences(results, live).length > 0);
  if (differing.length === 0) return { faults, judged: false };
  return { faults: await judged(workshop, job, found), judged: true };
}

/** Results without the gradients of weights that no output depends on. */
function onlyNeeded(results: Results, keys: ReadonlySet<string>): Results {
  const keep = (key: string): boolean => key.startsWith('input/') || keys.has(key);
  return {
    ...results,
    gradients: new Map([...results.gradients].filter(([key]) => keep(key))),
    statistics: new Map([...results.statistics].filter(([key]) => keep(key))),
  };
}

/** Slightly more than the rounding of 32 bits, relative to each number. */
const NOISE = 1e-6;

/** How often the reference runs with noise: one sample may miss a kink that another finds. */
const SAMPLES = 5;

/**
 * Compares every target with the run in 64 bits. If noise no larger than the rounding of 32 bits changes that run itself, a kink
 * is between the two, and no target is at fault: such a tensor may differ by ten times its largest change.
 */
async function judged(workshop: Workshop, job: Job, found: ReadonlyMap<TargetName, Results>): Promise<string[]> {
  const exact = await judge(workshop, job);
  const doubtful = [...found].flatMap(([name, results]) =>
    differences(results, exact).map(({ what, by }) => ({ name, what, by })),
  );
  if (doubtful.length === 0) return [];
  const moved = await movements(workshop, job, exact);
  return doubtful
    .filter(({ what, by }) => by > 10 * (moved.get(what) ?? 0))
    .map(({ name, what, by }) => `${name}: ${what} is off by ${by.toExponential(1)} of its scale`);
}

/** The largest change of each tensor of the run in 64 bits under noise, relative to its scale. */
async function movements(workshop: Workshop, job: Job, exact: Results): Promise<ReadonlyMap<string, number>> {
  const most = new Map<string, number>();
  for (let seed = 1; seed <= SAMPLES; seed++) {
    const noisy = await judge(workshop, job, { share: NOISE, seed });
    for (const { what, by } of differences(noisy, exact, 0)) most.set(what, Math.max(by, most.get(what) ?? 0));
  }
  return most;
}
