import { tryJob } from './differential';
import { makeJob } from './job';
import { graphOf, randomNet } from './random-spec';
import { shrink } from './shrink';
import { openWorkshop, type Workshop } from './targets';

const first = Number(process.env.MODELC_SEED ?? 1);
const GROUP = 50;

/** Random nets on every target that an engine runs: MODELC_NETS of them, by default `standard`. */
export function describeRandomNets(engine: Workshop['engine'], standard: number): void {
  const count = Number(process.env.MODELC_NETS ?? standard);
  let workshop: Workshop;
  beforeAll(async () => {
    workshop = await openWorkshop(engine);
  }, 120_000);
  afterAll(() => workshop.python.close());

  const groups = Array.from({ length: Math.ceil(count / GROUP) }, (_, index) => first + index * GROUP);

  describe('random nets mean the same on every target', () => {
    let judged = 0;
    test.each(groups)(
      'seeds from %i',
      async (start) => {
        for (let seed = start; seed < Math.min(start + GROUP, first + count); seed++) {
          const { spec, graph } = randomNet(seed);
          const verdict = await tryJob(workshop, makeJob(graph, seed));
          judged += Number(verdict.judged);
          if (verdict.faults.length > 0) throw new Error(await explain(workshop, seed, spec, verdict.faults));
        }
      },
      600_000,
    );

    afterAll(() => {
      process.stderr.write(`${count} nets from seed ${first}; the run in 64 bits judged ${judged} of them\n`);
    });
  });
}

/** The smallest net that still fails, and how to reproduce it. */
async function explain(
  workshop: Workshop,
  seed: number,
  spec: Parameters<typeof shrink>[0],
  faults: readonly string[],
): Promise<string> {
  const smallest = await shrink(spec, async (candidate) => {
    const graph = graphOf(candidate);
    return graph !== undefined && (await tryJob(workshop, makeJob(graph, seed))).faults.length > 0;
  });
  const graph = graphOf(smallest);
  const last = graph ? (await tryJob(workshop, makeJob(graph, seed))).faults : faults;
  return [
    `seed ${seed}; again by MODELC_SEED=${seed} MODELC_NETS=1 npm run test:targets`,
    ...faults.map((fault) => `  ${fault}`),
    `shrunk to ${JSON.stringify(smallest)}`,
    ...last.map((fault) => `  ${fault}`),
  ].join('\n');
}
