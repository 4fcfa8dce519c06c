import { differencesFrom, expectEqual } from './compare-pytorch';
import { graphOf } from './zoo';

const seen: string[] = [];
afterAll(() => process.stdout.write(seen.join('')));

test.each([
  ['attention-unet', { size: '32' }, '3x32x32'],
  ['cbam-resnet', { size: '32' }, '3x32x32'],
  ['m5', {}, '1x8000'],
  ['siamese-omniglot', {}, '1x105x105,1x105x105'],
  ['wavenet', { length: '1200' }, '256x1200'],
  ['yolov3', { size: '96' }, '3x96x96'],
])('%s computes what its paper says, in plain PyTorch', (net, settings, shapes) => {
  const found = differencesFrom(net, graphOf(net, settings), shapes);
  seen.push(`${net} ${JSON.stringify(found)}\n`);
  expectEqual(found);
});

test('a weight that differs by 1 % is found', () => {
  const graph = graphOf('cbam-resnet', { size: '32' });
  const { output, gradients } = differencesFrom('cbam-resnet', graph, '3x32x32', 'disturb');
  expect(output).toBeGreaterThan(1e-6);
  expect(gradients).toBeGreaterThan(1e-6);
});
