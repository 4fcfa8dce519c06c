import { differencesFrom, expectEqual } from './compare-pytorch';
import { graphOf } from './zoo';

test.each([
  ['attention-unet', { size: '32' }, '3x32x32'],
  ['cbam-resnet', { size: '32' }, '3x32x32'],
  ['siamese-omniglot', {}, '1x105x105,1x105x105'],
])('%s computes what its paper says, in plain PyTorch', (net, settings, shapes) => {
  expectEqual(differencesFrom(net, graphOf(net, settings), shapes));
});

test('a weight that differs by 1 % is found', () => {
  const graph = graphOf('cbam-resnet', { size: '32' });
  const { output, gradients } = differencesFrom('cbam-resnet', graph, '3x32x32', 'disturb');
  expect(output).toBeGreaterThan(1e-6);
  expect(gradients).toBeGreaterThan(1e-6);
});
