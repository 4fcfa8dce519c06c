type Settings = Readonly<Record<string, string>>;

/** A model of torchvision 0.29.1 as a spec of the zoo, with `num_params` and `_ops` (in billions) of its weights' `meta`. */
export type Published = readonly [model: string, net: string, settings: Settings, parameters: number, gmacs: number];

const resnext = (depth: number, groups: number, width: number): Settings => ({
  depth: `${depth}`,
  groups: `${groups}`,
  group_width: `${width}`,
});
const wide = (depth: number): Settings => ({ depth: `${depth}`, group_width: '128' });
const bn = (depth: number): Settings => ({ depth: `${depth}`, batch_norm: 'true' });
const shuffle = (base: number, last: number): Settings => ({ base: `${base}`, last: `${last}` });

const regnet = (
  excite: boolean,
  groupWidth: number,
  widths: readonly number[],
  depths: readonly number[],
): Settings => ({
  excite: `${excite}`,
  group_width: `${groupWidth}`,
  widths: JSON.stringify(widths),
  depths: JSON.stringify(depths),
});

export const published: readonly Published[] = [
  ['resnet18', 'resnet', { depth: '18' }, 11_689_512, 1.814],
  ['resnet34', 'resnet', { depth: '34' }, 21_797_672, 3.664],
  ['resnet50', 'resnet', {}, 25_557_032, 4.089],
  ['resnet101', 'resnet', { depth: '101' }, 44_549_160, 7.801],
  ['resnet152', 'resnet', { depth: '152' }, 60_192_808, 11.514],
  ['resnext50_32x4d', 'resnet', resnext(50, 32, 4), 25_028_904, 4.23],
  ['resnext101_32x8d', 'resnet', resnext(101, 32, 8), 88_791_336, 16.414],
  ['resnext101_64x4d', 'resnet', resnext(101, 64, 4), 83_455_272, 15.46],
  ['wide_resnet50_2', 'resnet', wide(50), 68_883_240, 11.398],
  ['wide_resnet101_2', 'resnet', wide(101), 126_886_696, 22.753],
  ['vgg11', 'vgg', { depth: '11' }, 132_863_336, 7.609],
  ['vgg11_bn', 'vgg', bn(11), 132_868_840, 7.609],
  ['vgg13', 'vgg', { depth: '13' }, 133_047_848, 11.308],
  ['vgg13_bn', 'vgg', bn(13), 133_053_736, 11.308],
  ['vgg16', 'vgg', {}, 138_357_544, 15.47],
  ['vgg16_bn', 'vgg', bn(16), 138_365_992, 15.47],
  ['vgg19', 'vgg', { depth: '19' }, 143_667_240, 19.632],
  ['vgg19_bn', 'vgg', bn(19), 143_678_248, 19.632],
  ['alexnet', 'alexnet', {}, 61_100_840, 0.714],
  ['squeezenet1_0', 'squeezenet', { version: '1.0' }, 1_248_424, 0.819],
  ['squeezenet1_1', 'squeezenet', {}, 1_235_496, 0.349],
  ['densenet121', 'densenet', {}, 7_978_856, 2.834],
  ['densenet161', 'densenet', { depth: '161' }, 28_681_000, 7.728],
  ['densenet169', 'densenet', { depth: '169' }, 14_149_480, 3.36],
  ['densenet201', 'densenet', { depth: '201' }, 20_013_928, 4.291],
  ['mnasnet0_5', 'mnasnet', { width: '0.5' }, 2_218_512, 0.104],
  ['mnasnet0_75', 'mnasnet', { width: '0.75' }, 3_170_208, 0.215],
  ['mnasnet1_0', 'mnasnet', {}, 4_383_312, 0.314],
  ['mnasnet1_3', 'mnasnet', { width: '1.3' }, 6_282_256, 0.526],
  ['mobilenet_v2', 'mobilenet-v2', {}, 3_504_872, 0.301],
  ['mobilenet_v3_large', 'mobilenet-v3', {}, 5_483_032, 0.217],
  ['mobilenet_v3_small', 'mobilenet-v3', { large: 'false' }, 2_542_856, 0.057],
  ['shufflenet_v2_x0_5', 'shufflenet-v2', shuffle(48, 1024), 1_366_792, 0.04],
  ['shufflenet_v2_x1_0', 'shufflenet-v2', {}, 2_278_604, 0.145],
  ['shufflenet_v2_x1_5', 'shufflenet-v2', shuffle(176, 1024), 3_503_624, 0.296],
  ['shufflenet_v2_x2_0', 'shufflenet-v2', shuffle(244, 2048), 7_393_996, 0.583],
  ['regnet_y_400mf', 'regnet', {}, 4_344_144, 0.402],
  ['regnet_y_800mf', 'regnet', regnet(true, 16, [64, 144, 320, 784], [1, 3, 8, 2]), 6_432_512, 0.834],
  ['regnet_y_1_6gf', 'regnet', regnet(true, 24, [48, 120, 336, 888], [2, 6, 17, 2]), 11_202_430, 1.612],
  ['regnet_y_3_2gf', 'regnet', regnet(true, 24, [72, 216, 576, 1512], [2, 5, 13, 1]), 19_436_338, 3.176],
  ['regnet_y_8gf', 'regnet', regnet(true, 56, [224, 448, 896, 2016], [2, 4, 10, 1]), 39_381_472, 8.473],
  ['regnet_y_16gf', 'regnet', regnet(true, 112, [224, 448, 1232, 3024], [2, 4, 11, 1]), 83_590_140, 15.912],
  ['regnet_y_32gf', 'regnet', regnet(true, 232, [232, 696, 1392, 3712], [2, 5, 12, 1]), 145_046_770, 32.28],
  ['regnet_y_128gf', 'regnet', regnet(true, 264, [528, 1056, 2904, 7392], [2, 7, 17, 1]), 644_812_894, 127.518],
  ['regnet_x_400mf', 'regnet', regnet(false, 16, [32, 64, 160, 400], [1, 2, 7, 12]), 5_495_976, 0.414],
  ['regnet_x_800mf', 'regnet', regnet(false, 16, [64, 128, 288, 672], [1, 3, 7, 5]), 7_259_656, 0.8],
  ['regnet_x_1_6gf', 'regnet', regnet(false, 24, [72, 168, 408, 912], [2, 4, 10, 2]), 9_190_136, 1.603],
  ['regnet_x_3_2gf', 'regnet', regnet(false, 48, [96, 192, 432, 1008], [2, 6, 15, 2]), 15_296_552, 3.177],
  ['regnet_x_8gf', 'regnet', regnet(false, 120, [80, 240, 720, 1920], [2, 5, 15, 1]), 39_572_648, 7.995],
  ['regnet_x_16gf', 'regnet', regnet(false, 128, [256, 512, 896, 2048], [2, 6, 13, 1]), 54_278_536, 15.941],
  ['regnet_x_32gf', 'regnet', regnet(false, 168, [336, 672, 1344, 2520], [2, 7, 13, 1]), 107_811_560, 31.736],
  ['efficientnet_b0', 'efficientnet', {}, 5_288_548, 0.386],
  ['efficientnet_b1', 'efficientnet', { b: '1' }, 7_794_184, 0.687],
  ['efficientnet_b2', 'efficientnet', { b: '2' }, 9_109_994, 1.088],
  ['efficientnet_b3', 'efficientnet', { b: '3' }, 12_233_232, 1.827],
  ['efficientnet_b4', 'efficientnet', { b: '4' }, 19_341_616, 4.394],
  ['efficientnet_b5', 'efficientnet', { b: '5' }, 30_389_784, 10.266],
  ['efficientnet_b6', 'efficientnet', { b: '6' }, 43_040_704, 19.068],
  ['efficientnet_b7', 'efficientnet', { b: '7' }, 66_347_960, 37.746],
  ['efficientnet_v2_s', 'efficientnet-v2', {}, 21_458_488, 8.366],
  ['efficientnet_v2_m', 'efficientnet-v2', { net: 'm' }, 54_139_356, 24.582],
  ['efficientnet_v2_l', 'efficientnet-v2', { net: 'l' }, 118_515_272, 56.08],
  ['convnext_tiny', 'convnext', {}, 28_589_128, 4.456],
  ['convnext_small', 'convnext', { net: 'small' }, 50_223_688, 8.684],
  ['convnext_base', 'convnext', { net: 'base' }, 88_591_464, 15.355],
  ['convnext_large', 'convnext', { net: 'large' }, 197_767_336, 34.361],
  ['googlenet', 'googlenet-bn', { heads: 'false' }, 6_624_904, 1.498],
  ['inception_v3', 'inception-v3', {}, 27_161_264, 5.713],
];

/** Models of `torchvision.models.segmentation`; the numbers include the auxiliary head. */
export const segmentation: readonly Published[] = [
  ['deeplabv3_resnet50', 'deeplabv3', {}, 42_004_074, 178.722],
  ['deeplabv3_resnet101', 'deeplabv3', { backbone: 'resnet101' }, 60_996_202, 258.743],
  ['deeplabv3_mobilenet_v3_large', 'deeplabv3', { backbone: 'mobilenet_v3_large' }, 11_029_328, 10.452],
];
