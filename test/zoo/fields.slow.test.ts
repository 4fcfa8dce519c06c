import { compareGraphs } from '../../src/diff/compare';
import { totalsOf } from '../../src/diff/totals';
import { minimumInput } from '../../src/summary/minimum-input';
import { summarizeGraph } from '../../src/summary/summary';
import { compileShipped } from '../support/shipped-specs';
import { graphOf } from './zoo';

/**
 * The receptive field of a value of the last feature map, and its stride. Source: Araujo, Norris and Sim, "Computing
 * Receptive Fields of Convolutional Neural Networks", Distill (2019), the table of its appendix; V2 as TF-slim pads.
 */
test.each([
  ['inception-v2', 'inception_5b/concat', 699],
  ['inception-v3', 'Mixed_7c/concat', 1311],
  ['inception-v4', 'Mixed_7/2/inception_c/concat', 2071],
  ['inception-resnet-v2', 'Conv2d_7b_1x1/relu', 3039],
])('%s sees as much as is published', (net, end, size) => {
  const node = summarizeGraph(graphOf(net)).nodes.find(({ name }) => name === end);
  expect(node?.receptiveField).toEqual({ axes: ['height', 'width'], size: [size, size], stride: [32, 32] });
});

/** Source: Keras 3, `keras/src/applications`: `min_size=75` of InceptionV3 and InceptionResNetV2. */
test.each(['inception-v3', 'inception-v4', 'inception-resnet-v2'])('%s takes images from 75 x 75', (net) => {
  expect(minimumInput(compileShipped(`specs/${net}.yaml`))?.inference?.square).toBe(75);
});

/** 192 x 28 x 28 by 5 x 5 to 32 channels, directly and over 16 channels. Source: the arithmetic of Szegedy et al. 2014, section 4. */
test('a reduction saves 90 %', () => {
  const { parameters, macs } = totalsOf(graphOf('reduction-direct'), graphOf('reduction'));
  const [direct, reduced] = [25 * 192 * 32, 192 * 16 + 25 * 16 * 32];
  expect(parameters).toMatchObject({ a: direct, b: reduced, ratio: reduced / direct });
  expect(macs).toMatchObject({ a: 28 * 28 * direct, b: 28 * 28 * reduced, ratio: reduced / direct });
  expect(compareGraphs(graphOf('reduction-direct'), graphOf('reduction')).added).toHaveLength(1);
});
