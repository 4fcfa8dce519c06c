import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emitPytorch } from '../../src/backends/pytorch/emit-pytorch';
import { runPython } from '../targets/python';
import { graphOf } from './zoo';

const folder = mkdtempSync(join(tmpdir(), 'modelc-zoo-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The greatest differences from the model of Keras with the same weights, by what is compared. */
function differences(net: string, model: string, ...flags: readonly string[]): Readonly<Record<string, number>> {
  const size = '96';
  writeFileSync(join(folder, 'model.py'), emitPytorch(graphOf(net, { size })));
  const { code, stdout, said } = runPython([join(__dirname, 'compare_keras.py'), folder, model, size, ...flags]);
  if (code !== 0) throw new Error(said);
  return JSON.parse(stdout);
}

test.each([
  ['xception', 'Xception'],
  ['mobilenet-v1', 'MobileNet'],
])('%s computes what Keras computes', (net, model) => {
  const { output, gradient } = differences(net, model);
  expect(output).toBeLessThan(1e-5);
  expect(gradient).toBeLessThan(1e-5);
});

test('a weight that differs by 1 % is found', () => {
  const { output, gradient } = differences('mobilenet-v1', 'MobileNet', 'disturb');
  expect(output).toBeGreaterThan(1e-4);
  expect(gradient).toBeGreaterThan(1e-4);
});
