import type { Dimension } from '../../dimensions/dimension';
import { type Fields, int, oneOf } from '../field';
import type { Rule } from '../layer';

/** The attributes of kinds that turn blocks of cells into channels, or back. */
export const blockFields = {
  block: int({ doc: 'Cells of a block along height and width.', minimum: 1 }),
  order: oneOf(['dcr', 'crd'], {
    doc: 'The order of the `block * block * channels` numbers of a block: `dcr` has the cell first (TensorFlow, the default of ONNX), `crd` the channel (`pixel_shuffle` in PyTorch).',
    default: 'dcr',
  }),
};

/** Reports a size that cannot be divided into equal parts. */
export function refuseRemainder({ axis, value }: Dimension, divisor: number, rule: Rule<Fields>): void {
  if (value % divisor !== 0) rule.fail('shape/not-divisible', { axis, size: value, divisor });
}
