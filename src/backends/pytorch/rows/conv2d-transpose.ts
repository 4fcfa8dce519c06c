import { spreadAxis } from '../../../dimensions/spread';
import { call } from '../python/layout';
import { apply, option, permuted, type Row, type Value } from '../row';
import { biasPlacement } from './conv2d';
import { pairText } from './padding';

/** What one axis cuts off by PyTorch's options, and what then is still too much at its ends. */
interface AxisCode {
  readonly padding: number;
  readonly outputPadding: number;
  readonly start: number;
  readonly end: number;
}

/** PyTorch cuts as much off both ends, and adds at the end alone. */
function axisCode(before: number, after: number, limit: number): AxisCode {
  const more = before - after;
  if (more >= 0 && more <= limit) return { padding: before, outputPadding: more, start: 0, end: 0 };
  const padding = Math.max(Math.min(before, after), 0);
  return { padding, outputPadding: 0, start: before - padding, end: after - padding };
}

/** `same` and padding by sides may cut unlike ends: then the rest is cut by a slice, or added as zeros before the bias is. */
export const conv2dTranspose: Row<'conv2d_transpose'> = (lowering) => {
  const { attributes, inputs, weights, size, text, sizeFrom, pair } = lowering;
  const { stride, dilation, kernel, filters } = attributes;
  const [rows, columns] = ([0, 1] as const).map((axis) => {
    const { before, after } = spreadAxis(inputs[0]?.[axis] ?? 0, attributes, axis);
    return axisCode(before, after, Math.max(stride[axis], dilation[axis]) - 1);
  }) as [AxisCode, AxisCode];
  const out = sizeFrom('filters', filters);
  const code = call(
    'nn.ConvTranspose2d',
    text(size),
    text(out),
    pair('kernel', kernel),
    option('stride', pair('stride', stride), '1'),
    option('padding', pairText(rows.padding, columns.padding), '0'),
    option('output_padding', pairText(rows.outputPadding, columns.outputPadding), '0'),
    attributes.bias ? undefined : 'bias=False',
    option('dilation', pair('dilation', dilation), '1'),
  );
  const slices = [rows, columns].map(sliceText);
  const crop = slices.some((slice) => slice !== ':') ? `[:, :, ${slices.join(', ')}]` : '';
  const shape = weights.kernel?.shape ?? [];
  return {
    members: [{ suffix: '', code }],
    weights: {
      kernel: { ...permuted(0, 'weight', shape, [3, 2, 0, 1]), fans: 'swapped' },
      ...biasPlacement(weights),
    },
    forward: (values, [self]) => {
      const value = apply(self as string, [values[0] as Value]);
      return crop === '' ? value : { ...value, code: cropped(value, crop) };
    },
    size: out,
    starts: true,
  };
};

function cropped({ code }: Value, crop: string): Value['code'] {
  return typeof code === 'string' ? `${code}${crop}` : { ...code, close: `${code.close}${crop}` };
}

function sliceText({ start, end }: AxisCode): string {
  return `${start === 0 ? '' : start}:${end === 0 ? '' : -end}`;
}
