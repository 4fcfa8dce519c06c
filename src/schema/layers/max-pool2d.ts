import { flag, optional, padding, pair } from '../field';
import { defineLayer } from '../layer';
import { imageOf, reachOf, refusePoolPadding, slideWindow } from './window-layer';

/** Source: ONNX MaxPool; padded cells are minus infinity, so they never win. */
export const maxPool2d = defineLayer({
  doc: 'The largest value of each window: `height x width x channels` becomes `rows x columns x channels`.',
  fields: {
    kernel: pair({ doc: 'Size of the window.', minimum: 1 }),
    stride: optional(pair({ doc: 'Step of the window; the kernel where it is left out.', minimum: 1 })),
    padding: padding({ doc: 'Cells around the input; they never win.', default: 'valid' }),
    ceil_mode: flag({ doc: 'Whether a window that reaches past the end gives a value too.', default: false }),
  },
  infer([input = []], { kernel, stride, padding, ceil_mode }, rule) {
    const [height, width, channels] = imageOf('max_pool2d', input, rule);
    const window = { kernel, stride: stride ?? kernel, dilation: [1, 1], padding, ceil_mode } as const;
    const { rows, columns, pads } = slideWindow(height, width, window, rule);
    refusePoolPadding([height, width], window, pads, rule);
    return { output: [rows, columns, channels], reach: reachOf(window) };
  },
});
