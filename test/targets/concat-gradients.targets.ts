import { readFileSync } from 'node:fs';
import path from 'node:path';
import { int, tensor, type } from '../../src/backends/tensorflow/proto/attribute';
import type { NodeDef } from '../../src/backends/tensorflow/proto/saved-model';
import { compile } from '../../src/compiler/compile';
import { differences } from './compare';
import { makeJob } from './job';
import { openWorkshop, targets, type Workshop } from './targets';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
}, 120_000);
afterAll(() => workshop.python.close());

const spec = path.join(__dirname, '../../specs/inception-mnist.yaml');

const job = () => {
  const { graph } = compile(readFileSync(spec, 'utf8'), spec);
  if (!graph) throw new Error(`${spec} is wrong`);
  return makeJob(graph, 1);
};

/** Brings the fault back: one `SplitV` in place of the slices of the last concat's gradient. */
function splitGradients(nodes: NodeDef[]): void {
  const readersOf = (name: string): NodeDef[] => nodes.filter(({ inputs }) => inputs[0] === name);
  const isSlice = ({ operation }: NodeDef): boolean => operation === 'Slice';
  // The gradient as rows, of which each path takes its columns and reshapes them to images.
  const rows = nodes.find(
    ({ name, operation }) => operation === 'Reshape' && readersOf(name).filter(isSlice).length === 4,
  );
  if (!rows) throw new Error('there is no concat of four paths');
  const own = readersOf(rows.name).filter(isSlice);
  const sizes = own.map(({ inputs }) => lastNumber(nodes, inputs[2] as string));
  const source = rows.inputs[0] as string;
  const constant = (name: string, shape: readonly number[], values: readonly number[]): NodeDef => ({
    name,
    operation: 'Const',
    inputs: [],
    attributes: {
      dtype: type('int32'),
      value: tensor('int32', shape, new Uint8Array(Int32Array.from(values).buffer)),
    },
  });
  nodes.push(constant('split/sizes', [sizes.length], sizes), constant('split/axis', [], [3]), {
    name: 'split',
    operation: 'SplitV',
    inputs: [source, 'split/sizes', 'split/axis'],
    attributes: { num_split: int(sizes.length), T: type('float32'), Tlen: type('int32') },
  });
  const images = own.map(({ name }) => (readersOf(name)[0] as NodeDef).name);
  const names = new Map(images.map((name, index) => [name, index === 0 ? 'split' : `split:${index}`]));
  for (const [index, node] of nodes.entries()) {
    nodes[index] = { ...node, inputs: node.inputs.map((input) => names.get(input) ?? input) };
  }
}

/** The last number of a constant list. */
function lastNumber(nodes: readonly NodeDef[], name: string): number {
  const bytes = Buffer.from(nodes.find((node) => node.name === name)?.attributes.value?.bytes ?? []);
  return bytes.readInt32LE(bytes.length - 4);
}

test('the gradients of a concat are those of each path', async () => {
  const live = await targets.live(workshop)(job());
  expect(differences(await targets.graph(workshop)(job(), {}), live)).toEqual([]);
}, 120_000);

/** The rewriter pairs different outputs on each load: often the wrong ones, but not always. */
const LOADS = 20;

test('one SplitV in place of the slices of a concat would be caught', async () => {
  const live = await targets.live(workshop)(job());
  const wrong: string[] = [];
  for (let load = 0; load < LOADS && wrong.length === 0; load++) {
    const found = await targets
      .graph(workshop)(job(), { spoilNodes: splitGradients })
      .then((results) => differences(results, live).map(({ what }) => what))
      .catch((error: Error) => [error.message]);
    wrong.push(...found);
  }
  expect(wrong).not.toEqual([]);
}, 300_000);
