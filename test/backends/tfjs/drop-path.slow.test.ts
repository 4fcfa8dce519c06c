import { emit, load, loadEngine, specOf } from './support';

// Slow: it loads an engine.
jest.setTimeout(60_000);

const RATE = 0.25;
const COUNT = 200;

test('drop_path drops whole samples in training, scales the others, and does nothing at inference', async () => {
  const tf = await loadEngine();
  const model = load(await emit(specOf(`  - drop_path: { rate: ${RATE} }\n`)), tf).createModel();
  const input = tf.ones([COUNT, 8, 6, 4]);
  const outputOf = (training: boolean): number[] => {
    const [output = input] = [model.call(input, { training })].flat();
    const rows = output.reshape([COUNT, -1]);
    expect(Array.from(rows.max(1).dataSync())).toEqual(Array.from(rows.min(1).dataSync()));
    return Array.from(rows.min(1).dataSync());
  };
  expect(outputOf(false)).toEqual(new Array(COUNT).fill(1));
  const samples = outputOf(true);
  const kept = samples.filter((value) => value !== 0);
  expect(kept).toEqual(kept.map(() => expect.closeTo(1 / (1 - RATE), 5)));
  expect(Math.abs(kept.length / COUNT - (1 - RATE))).toBeLessThan(0.15);
});
