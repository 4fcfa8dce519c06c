import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from '../../src/compiler/compile';
import { tryJob } from './differential';
import { makeJob } from './job';
import { describeRandomNets } from './random-nets';
import { openWorkshop } from './targets';

describeRandomNets('tensorflow', 300);

const specs = path.join(__dirname, '../../specs');
const files = readdirSync(specs).filter((file) => file.endsWith('.yaml'));

test.each(files)(
  'specs/%s means the same on every target',
  async (file) => {
    const { graph, ok } = compile(readFileSync(path.join(specs, file), 'utf8'), file);
    if (!graph || !ok) throw new Error(`${file} is wrong`);
    const workshop = await openWorkshop();
    try {
      expect((await tryJob(workshop, makeJob(graph, 1))).faults).toEqual([]);
    } finally {
      workshop.python.close();
    }
  },
  600_000,
);
