import type { io, LayersModel, Tensor } from '@tensorflow/tfjs';
import { partNames, partText } from '../../../src/backends/tfjs/program-parts';
import { readLayerFixtures } from '../../fixtures/pytorch/fixtures';
import { specs } from './specs';
import { emit, load, loadEngine, specOf, type Tfjs } from './support';

// Slow: it loads an engine.
jest.setTimeout(120_000);

let tf: Tfjs;
beforeAll(async () => {
  tf = await loadEngine();
});

const stochastic = { 'drop-path': specOf('  - drop_path: { rate: 0.25 }\n') };

/** The classes of layers that programs may contain. */
const classes = partNames.filter((name) => partText(name).includes(`class ${name} extends tf.layers.Layer`));
const saved = new Set<string>();

/** The model after a save and a load through JSON, as through files. */
async function reload(model: LayersModel): Promise<LayersModel> {
  let artifacts: io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler(async (all) => {
    artifacts = { ...all, modelTopology: JSON.parse(JSON.stringify(all.modelTopology)) };
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  });
  await model.save(handler);
  if (!artifacts) throw new Error('the model was not saved');
  return tf.loadLayersModel(tf.io.fromMemory(artifacts));
}

function outputOf(model: LayersModel): number[][] {
  const inputs = model.inputs.map(({ shape }) =>
    tf.randomUniform([2, ...(shape.slice(1) as number[])], 0.1, 1, 'float32', 7),
  );
  return [model.predict(inputs) as Tensor | Tensor[]].flat().map((output) => Array.from(output.dataSync()));
}

const layers = Object.fromEntries(
  readLayerFixtures().map(({ name, input, layers }) => [
    `layer ${name}`,
    JSON.stringify({ modelc: 1, name: 'fixture', input: { shape: input.shape.slice(1) }, layers }),
  ]),
);

test.each(Object.entries({ ...specs, ...stochastic, ...layers }))(
  'a model of %s can be saved and loaded',
  async (_name, spec) => {
    const model = load(await emit(spec), tf).createModel();
    for (const weight of model.weights) {
      weight.write(tf.randomUniform(weight.read().shape, 0.1, 0.5, 'float32', weight.originalName.length));
    }
    const loaded = await reload(model);
    expect(outputOf(loaded)).toEqual(outputOf(model));
    // On loading, tfjs adds options of its own.
    expect(configsOf(loaded)).toMatchObject(configsOf(model));
    for (const layer of model.layers) saved.add(layer.getClassName());
  },
);

function configsOf(model: LayersModel): object[] {
  return JSON.parse(JSON.stringify(model.layers.map((layer) => layer.getConfig())));
}

test('that was tried with every class of layers', () => {
  expect(classes.filter((name) => !saved.has(name))).toEqual([]);
  expect(classes.length).toBeGreaterThan(30);
});

test('detects a class without its configuration', async () => {
  const program = (await emit(specOf('  - channel_shuffle: { groups: 2 }\n'))).replace('groups: this.#groups', '');
  const model = load(program, tf).createModel();
  await expect(reload(model).then(outputOf)).rejects.toThrow();
});
