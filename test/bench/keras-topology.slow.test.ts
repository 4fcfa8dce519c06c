import { kerasTopology } from '../../src/bench/keras-topology';
import { specs } from '../backends/tfjs/specs';
import { emit, load, loadEngine } from '../backends/tfjs/support';

jest.setTimeout(120_000);

interface Topology {
  readonly config: { readonly layers: readonly { readonly class_name: string; readonly options?: object }[] };
}

// Slow, since it loads an engine.
test('layers of custom classes are saved with their settings', async () => {
  const tf = await loadEngine();
  const settingsIn = async (spec: string | undefined, kind: string): Promise<object | undefined> => {
    const model = load(await emit(spec ?? ''), tf).createModel();
    const { config } = JSON.parse(kerasTopology(model)) as Topology;
    return config.layers.find(({ class_name }) => class_name === kind)?.options;
  };
  expect(await settingsIn(specs.convolutions, 'Convolution2d')).toMatchObject({
    filters: 6,
    groups: 2,
    padding: 'same',
  });
  expect(await settingsIn(specs.elementwise, 'BatchNorm')).toMatchObject({ momentum: 0.9, epsilon: 0.001 });
  expect(await settingsIn(specs.windows, 'LowestPadding2d')).toEqual({
    cells: [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ],
  });
  expect(await settingsIn(specs.resampling, 'AdaptiveAveragePooling2d')).toEqual({ size: [5, 3] });
  expect(await settingsIn(specs.normed, 'LocalResponseNormalization')).toMatchObject({ size: 5, alpha: 0.0001 });
});
