import { type Counts, countsOf } from './zoo';

/** Convolution weights, batch-norm channels, convolution biases and classifier, as they are published for each net. */
const parts = {
  v1of3: { w: 5_585_344, c: 7_280, f: 1_025_000 },
  v1of5: { w: 5_966_272, c: 7_280, f: 1_025_000 },
  v3: { w: 21_751_136, c: 17_216, f: 2_049_000 },
  v4: { w: 41_079_648, c: 31_584, f: 1_537_000 },
  resnet: { w: 54_200_160, c: 30_272, b: 45_760, f: 1_537_000 },
};

type Settings = Readonly<Record<string, string>>;
type Row = readonly [title: string, net: string, settings: Settings, counts: Partial<Counts>];
const keras = { gamma: 'false' };

test.each<Row>([
  ['torchvision', 'googlenet-bn', {}, { trainable: 6_624_904, trainableWithHeads: 13_004_888, macs: 1_498_376_192 }],
  ['no heads', 'googlenet-bn', { heads: 'false' }, { trainable: 6_624_904, trainableWithHeads: 6_624_904 }],
  ['Caffe', 'googlenet', {}, { all: 6_998_552, trainable: 6_998_552, withHeads: 13_378_280 }],
  ['Cadene', 'inception-v2', {}, { trainable: 11_295_240, trainableWithHeads: 11_295_240 }],
  ['torchvision', 'inception-v3', {}, { trainable: 23_834_568, trainableWithHeads: 27_161_264, macs: 5_713_216_096 }],
  ['Keras', 'inception-v3', keras, { all: 23_851_784, trainable: 23_817_352 }],
  ['timm', 'inception-v4', {}, { trainable: 42_679_816, trainableWithHeads: 42_679_816, macs: 12_253_974_624 }],
  ['timm', 'inception-resnet-v2', {}, { trainable: 55_843_464, macs: 13_155_794_016 }],
  ['Keras', 'xception', {}, { all: 22_910_480, trainable: 22_855_952 }],
  ['Darknet', 'yolov3', {}, { all: 62_001_757, trainable: 61_949_149, macs: 32_932_037_632 }],
  // Without those of a convolution that nothing reads.
  ['pytorch-wavenet', 'wavenet', {}, { all: 1_834_592 - 1_056 }],
  ['Keras', 'mobilenet-v1', {}, { all: 4_253_864, trainable: 4_231_976 }],
  ["PyTorch's tutorial", 'm5', {}, { trainable: 26_915, all: 27_299, macs: 1_880_256 }],
  ['Keras', 'inception-resnet-v2', keras, { all: 55_873_736 }],
])('%s counts %s so: %j', (_title, net, settings, counts) => {
  expect(countsOf(net, settings)).toMatchObject(counts);
});

test.each<readonly [string, Settings, keyof typeof parts]>([
  ['googlenet-bn', {}, 'v1of3'],
  ['googlenet-bn', { kernel5: '5' }, 'v1of5'],
  ['googlenet', { batch_norm: 'true', bias: 'false' }, 'v1of5'],
  ['googlenet', { batch_norm: 'true', bias: 'false', kernel5: '3' }, 'v1of3'],
  ['inception-v3', {}, 'v3'],
  ['inception-v4', {}, 'v4'],
  ['inception-resnet-v2', {}, 'resnet'],
])('%s with %j is made of the published parts', (net, settings, name) => {
  const { w, c, f, b = 0 } = { b: 0, ...parts[name] };
  expect(countsOf(net, settings)).toMatchObject({ trainable: w + 2 * c + b + f, all: w + 4 * c + b + f });
  const plain = countsOf(net, { ...settings, gamma: 'false' });
  expect(plain).toMatchObject({ trainable: w + c + b + f, all: w + 3 * c + b + f });
});

test.each<readonly [string, number]>([
  ['googlenet', 1024],
  ['googlenet-bn', 1024],
  ['inception-v2', 1024],
  ['inception-v3', 2048],
  ['inception-v4', 1536],
  ['inception-resnet-v2', 1536],
])('%s for other classes changes its classifier alone', (net, features) => {
  const change = countsOf(net).all - countsOf(net, { classes: '10' }).all;
  expect(change).toBe(990 * (features + 1));
});
