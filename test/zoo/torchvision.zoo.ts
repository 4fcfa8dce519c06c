import { differencesFrom, expectEqual } from './compare-pytorch';
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

/** The greatest differences from torchvision's model with the same weights, by what is compared. */
function differences(model: string, ...flags: readonly string[]): Readonly<Record<string, number>> {
  const [, net, settings] = [...published, ...segmentation].find(([name]) => name === model) ?? [];
  if (net === undefined) throw new Error(`${model} is not in the table`);
  const graph = graphOf(net, { ...settings, size: '64', ...(net === 'deeplabv3' && { aux: 'false' }) });
  return differencesFrom(model, graph, '3x64x64', ...flags);
}

test.each(compared)('%s computes what torchvision computes', (model) => {
  expectEqual(differences(model));
});

test('a weight that differs by 1 % is found', () => {
  const { output, gradients } = differences('squeezenet1_1', 'disturb');
  expect(output).toBeGreaterThan(1e-6);
  expect(gradients).toBeGreaterThan(1e-6);
});
