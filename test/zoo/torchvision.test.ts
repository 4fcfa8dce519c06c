import { published, segmentation } from './torchvision';
import { countsOf } from './zoo';

/** The table has three decimals of a billion. */
const rounding = 0.0005;

test.each(published)('%s, as %s with %j, has the published counts', (_model, net, settings, parameters, gmacs) => {
  const { trainableWithHeads, macs } = countsOf(net, settings);
  expect(trainableWithHeads).toBe(parameters);
  expect(Math.abs(macs / 1e9 - gmacs)).toBeLessThan(Math.max(rounding, gmacs / 1000) + 1e-9);
});

test.each(segmentation)('%s, as %s with %j, has the published counts', (_model, net, settings, parameters, gmacs) => {
  const { trainableWithHeads, macsWithHeads } = countsOf(net, settings);
  expect(trainableWithHeads).toBe(parameters);
  expect(Math.abs(macsWithHeads / 1e9 - gmacs)).toBeLessThan(Math.max(rounding, gmacs / 1000));
});

test('a net of another depth has other counts', () => {
  const [, , , parameters] = published[0] ?? [];
  expect(countsOf('resnet', { depth: '34' }).trainable).not.toBe(parameters);
});
