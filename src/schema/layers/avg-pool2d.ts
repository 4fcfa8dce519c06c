import { flag, optional, padding, pair } from '../field';
import { defineLayer } from '../layer';
import { imageOf, reachOf, refusePoolPadding, slideWindow } from './window-layer';

/** Source: ONNX AveragePool. Frameworks differ on whether padding counts, so a pool that pads must say it. */
export const avgPool2d = defineLayer({
  doc: 'The mean of each window: `height x width x channels` becomes `rows x columns x channels`.',
  fields: {
    kernel: pair({ doc: 'Size of the window.', minimum: 1 }),
    stride: optional(pair({ doc: 'Step of the window; the kernel where it is left out.', minimum: 1 })),
    padding: padding({ doc: 'Cells around the input.', default: 'valid' }),
    ceil_mode: flag({ doc: 'Whether a window that reaches past the end gives a value too.', default: false }),
    count_include_pad: optional(
      flag({ doc: 'Whether padded cells count as zeros in the mean; must be said where the pool pads.' }),
    ),
  },
  infer([input = []], { kernel, stride, padding, ceil_mode, count_include_pad }, rule) {
    const [height, width, channels] = imageOf('avg_pool2d', input, rule);
    const window = { kernel, stride: stride ?? kernel, dilation: [1, 1], padding, ceil_mode } as const;
    const { rows, columns, pads } = slideWindow(height, width, window, rule);
    refusePoolPadding([height, width], window, pads, rule);
    const padded = pads.top + pads.bottom + pads.left + pads.right;
    if (padded > 0 && count_include_pad === undefined) rule.fail('shape/count-include-pad', {}, 'padding');
    return { output: [rows, columns, channels], reach: reachOf(window) };
  },
});
