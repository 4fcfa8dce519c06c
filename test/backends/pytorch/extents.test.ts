import { emitPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import { graphOf } from '../tfjs/support';

const emit = (text: string): string => emitPytorch(graphOf(`modelc: 1\n${text}`));
const IMAGE = 'input: { height: 8, width: 12, channels: 4 }\n';

test('sizes of the input of the model and of a block are read from them', () => {
  const text = emit(`${IMAGE}blocks:
  scene:
    layers:
      - branch:
          near: [{ conv2d: { filters: 2, kernel: 1 } }]
          all:
            - adaptive_avg_pool2d: { size: 1 }
            - resize2d: { size: ["\${input.height}", "\${input.width}"] }
      - concat
layers:
  - max_pool2d: { kernel: 2 }
  - use: scene
  - resize2d: { size: ["\${input.height}", "\${2 * input.width}"] }
`);
  expect(text.split('height, width = x.shape[-2:]')).toHaveLength(3);
  expect(text).toContain('size=(height, width)');
  expect(text).toContain('size=(height, 2 * width)');
});

test('a size of the value that comes in is read where it is used', () => {
  const text = emit(`${IMAGE}layers:\n  - relu\n  - resize2d: { size: ["\${2 * in.height}", 24] }\n`);
  expect(text).toContain('F.interpolate(x, size=(2 * x.shape[-2], 24)');
});

test('one size alone is one variable, and several inputs have their names in it', () => {
  const text = emit(`inputs:
  left: { height: 8, width: 8, channels: 2 }
  right: { height: 4, width: 4, channels: 2 }
layers:
  - resize2d: { size: "\${left.height}" }
    from: right
  - add: {}
    from: [left, resize2d]
`);
  expect(text).toContain('left_height = left.shape[-2]');
  expect(text).toContain('size=left_height');
});

test('a module has sizes as numbers', () => {
  expect(emit(`${IMAGE}layers:\n  - flatten\n  - dense: { units: "\${input.height}" }\n`)).toContain('8)');
});

test('what is cropped by a difference of sizes is padded by its negative, which may be nothing', () => {
  const text = emit(`inputs:
  skip: { height: 12, width: 8, channels: 3 }
  up: { height: 8, width: 8, channels: 3 }
layers:
  - crop2d: { cropping: ["\${(skip.height - up.height) / 2}", 0] }
    from: skip
  - concat: {}
    from: [crop2d, up]
`);
  expect(text).toContain('-((skip_height - up_height) // 2)');
});
