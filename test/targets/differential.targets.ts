import { compileShipped, shippedSpecs } from '../support/shipped-specs';
import { tryJob } from './differential';
import { makeJob } from './job';
import { describeRandomNets } from './random-nets';
import { openWorkshop } from './targets';

describeRandomNets('tensorflow', 300);

/** Large nets with fewer channels and smaller images: the same layers and wiring, within the time and memory of a test. */
const thinner: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'specs/googlenet.yaml': { size: '96', width: '0.25' },
  'specs/googlenet-bn.yaml': { size: '64', width: '0.25' },
  'specs/inception-v2.yaml': { size: '64', width: '0.25' },
  'specs/inception-v2-factorized.yaml': { size: '107', width: '0.125' },
  'specs/inception-v3.yaml': { size: '299', width: '0.125' },
  'specs/inception-v4.yaml': { size: '107', width: '0.125' },
  'specs/inception-resnet-v2.yaml': { size: '107', width: '0.125' },
  'specs/mobilenet-v1.yaml': { size: '64', width: '0.25' },
  'specs/resnet.yaml': { size: '64', width: '16' },
  'specs/vgg.yaml': { size: '32', width: '8', hidden: '64' },
  'specs/alexnet.yaml': { size: '64', hidden: '64' },
  'specs/squeezenet.yaml': { size: '32' },
  'specs/densenet.yaml': { size: '32', growth: '4' },
  'specs/mnasnet.yaml': { size: '32', width: '0.25' },
  'specs/mobilenet-v2.yaml': { size: '32', width: '0.25' },
  'specs/mobilenet-v3.yaml': { size: '32' },
  'specs/shufflenet-v2.yaml': { size: '32', base: '24' },
  'specs/regnet.yaml': { size: '32', widths: '[16, 24, 32, 48]' },
  'specs/efficientnet.yaml': { size: '32', width: '0.25' },
  'specs/efficientnet-v2.yaml': { size: '32', widths: '[4, 8, 8, 16, 16, 24]', counts: '[1, 1, 1, 2, 1, 1]' },
  'specs/convnext.yaml': { size: '32', width: '8', depths: '[1, 1, 2, 1]' },
  'specs/xception.yaml': { size: '64', width: '4', middle: '24', repeats: '2' },
  'specs/deeplabv3.yaml': {
    ...{ size: '32', backbone: 'mobilenet_v3_large', classes: '3', width: '4' },
    late: '[[3, 24, 8, false, true, 2, 1], [5, 24, 8, true, true, 1, 2]]',
  },
  'specs/yolov3.yaml': { size: '32', width: '4', counts: '[1, 1, 1, 1, 1]', classes: '3' },
  'specs/wavenet.yaml': { length: '32', width: '4', skip: '8', hidden: '8', classes: '6', blocks: '2', layers: '3' },
  'specs/unet.yaml': { size: '32', width: '8' },
  'specs/attention-unet.yaml': { size: '32', width: '4' },
  'specs/cbam-resnet.yaml': { size: '32', width: '8', reduction: '4', depths: '[1, 1, 2, 1]' },
  'specs/siamese-omniglot.yaml': { width: '4', features: '16' },
};

test.each(shippedSpecs)(
  '%s means the same on every target',
  async (file) => {
    const { graph, ok } = compileShipped(file, thinner[file]);
    if (!graph || !ok) throw new Error(`${file} is wrong`);
    const workshop = await openWorkshop();
    try {
      expect((await tryJob(workshop, makeJob(graph, 1))).faults).toEqual([]);
    } finally {
      workshop.python.close();
    }
  },
  600_000,
);
