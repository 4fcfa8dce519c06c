import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emitPytorch } from '../../src/backends/pytorch/emit-pytorch';
import { runPython } from '../targets/python';
import { published, segmentation } from './torchvision';
import { graphOf } from './zoo';

/** Each family, with the variants that have other layers or wiring. VGG alone takes 5 GB. */
const compared = [
  ...[
    'resnet18',
    'resnet50',
    'resnext50_32x4d',
    'wide_resnet50_2',
    'vgg11_bn',
    'alexnet',
    'squeezenet1_0',
    'squeezenet1_1',
  ],
  ...['densenet121', 'mnasnet1_0', 'mobilenet_v2', 'mobilenet_v3_large', 'mobilenet_v3_small', 'shufflenet_v2_x1_0'],
  ...['regnet_y_400mf', 'regnet_x_400mf', 'efficientnet_b0', 'efficientnet_b5', 'efficientnet_v2_s', 'convnext_tiny'],
  ...['deeplabv3_resnet50', 'deeplabv3_mobilenet_v3_large'],
];

const size = '64';
const folder = mkdtempSync(join(tmpdir(), 'modelc-zoo-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The greatest differences from torchvision's model with the same weights, by what is compared. */
function differences(model: string, ...flags: readonly string[]): Readonly<Record<string, number>> {
  const [, net, settings] = [...published, ...segmentation].find(([name]) => name === model) ?? [];
  if (net === undefined) throw new Error(`${model} is not in the table`);
  writeFileSync(
    join(folder, 'model.py'),
    emitPytorch(graphOf(net, { ...settings, size, ...(net === 'deeplabv3' && { aux: 'false' }) })),
  );
  const { code, said } = runPython([join(__dirname, 'compare_torchvision.py'), folder, model, size, ...flags]);
  if (code !== 0) throw new Error(said);
  return JSON.parse(said.trim().split('\n').at(-1) as string);
}

test.each(compared)('%s computes what torchvision computes', (model) => {
  const { output, gradients, statistics } = differences(model);
  expect(output).toBeLessThan(1e-9);
  expect(gradients).toBeLessThan(1e-7);
  expect(statistics).toBeLessThan(1e-9);
});

test('a weight that differs by 1 % is found', () => {
  const { output, gradients } = differences('squeezenet1_1', 'disturb');
  expect(output).toBeGreaterThan(1e-6);
  expect(gradients).toBeGreaterThan(1e-6);
});
