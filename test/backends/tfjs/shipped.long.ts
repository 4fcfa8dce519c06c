import { emitTfjs } from '../../../src/backends/tfjs/emit-tfjs';
import { weightSpecs } from '../../../src/graph/weights';
import { compileShipped } from '../../support/shipped-specs';
import { load, loadEngine, type Tfjs } from './support';

// Slow: it builds large models.
jest.setTimeout(240_000);

let tf: Tfjs;
beforeAll(async () => {
  tf = await loadEngine();
});

async function shipped(file: string) {
  const { graph } = compileShipped(file);
  if (!graph) throw new Error(`${file} has no graph`);
  const wanted = graph.nodes.flatMap(({ id, name, sharing }) =>
    sharing ? [] : Object.entries(weightSpecs(graph, id)).map(([role, { shape }]) => `${name}/${role} ${shape}`),
  );
  return { program: await emitTfjs(graph), wanted: wanted.sort() };
}

function weightsIn(program: string): string[] {
  const model = load(program, tf).createModel();
  const weights = model.weights.map(({ originalName, shape }) => `${originalName} ${shape}`).sort();
  model.dispose();
  return weights;
}

/** Those whose sizes are expressions over parameters, counters and the sizes of what comes in. */
test.each(['efficientnet', 'mobilenet-v2', 'mobilenet-v3', 'densenet', 'shufflenet-v2', 'squeeze-excite', 'regnet'])(
  'the weights of %s have the names and shapes of the graph',
  async (name) => {
    const { program, wanted } = await shipped(`specs/${name}.yaml`);
    expect(weightsIn(program)).toEqual(wanted);
  },
);

test('detects a wrong size', async () => {
  const { program, wanted } = await shipped('specs/squeeze-excite.yaml');
  const wrong = program.replace('input.shape[3]!', '2 * input.shape[3]!');
  expect(wrong).not.toBe(program);
  expect(weightsIn(wrong)).not.toEqual(wanted);
});
