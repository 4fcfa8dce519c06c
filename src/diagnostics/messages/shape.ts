import { formatShape, raiseLimit } from './words';

/** The path of a join that differs from all others. */
export interface OddPath {
  readonly path: string;
  readonly found: readonly number[];
  /** What the others give; of a `concat` each has channels of its own. */
  readonly usual: readonly number[];
}

export interface Join {
  readonly shapes: readonly (readonly number[])[];
  readonly odd?: OddPath | undefined;
}

export const shape = {
  'shape/kernel-too-big': (a: { axis: string; kernel: number; reach: number; input: number; available: number }) => ({
    text:
      `kernel ${a.kernel}${a.reach === a.kernel ? '' : ` (${a.reach} cells with its dilation)`} does not fit in ${a.axis} ${a.input}` +
      (a.available === a.input ? '' : ` (${a.available} with its padding)`),
    help:
      a.reach === a.kernel
        ? `use \`padding: same\`, or a kernel of at most ${a.available}`
        : 'use `padding: same`, a smaller dilation, or a smaller kernel',
  }),
  'shape/needs-image': (a: { kind: string; found: readonly number[] }) => ({
    text: `\`${a.kind}\` needs height x width x channels, found ${describe(a.found)}`,
    help: 'put it before `flatten`, or `reshape` back to three sizes',
  }),
  'shape/needs-features': (a: { kind: string; found: readonly number[] }) => ({
    text: `\`${a.kind}\` needs a vector of features, found ${describe(a.found)}`,
    help: 'put `- flatten` or `- global_avg_pool2d` before it',
  }),
  'shape/groups': (a: { groups: number; of: string; count: number }) => ({
    text: `${a.groups} groups do not divide ${a.count} ${a.of}`,
    help: `use a number of groups that divides ${a.count}`,
  }),
  'shape/pool-padding-too-big': (a: { axis: string; padding: number; kernel: number }) => ({
    text: `${a.padding} cells of padding on ${a.axis} leave windows of ${a.kernel} without a single value`,
    help: `use at most ${a.kernel - 1} cells`,
  }),
  'shape/count-include-pad': (_: object) => ({
    text: 'an average pool that pads must say whether the padding counts',
    help: 'write `count_include_pad: true` (as PyTorch does by default) or `count_include_pad: false` (as TensorFlow does)',
  }),
  'shape/reshape': (a: { from: readonly number[]; to: readonly number[] }) => ({
    text: `${describe(a.from)} has ${total(a.from)} values, ${formatShape(a.to)} has ${total(a.to)}`,
    help: `the sizes must multiply to ${total(a.from)}`,
  }),
  'shape/concat': (a: Join) => ({
    text: `\`concat\` joins values of the same height and width${foundIn(a, 2)}`,
  }),
  'shape/add': (a: Join) => ({
    text: `\`add\` sums values of the same shape${foundIn(a, 3)}`,
  }),
  'shape/multiply': (a: Join) => ({
    text: `\`multiply\` takes values of the same shape, or one number for each channel${foundIn(a, 3)}`,
  }),
  'shape/even-window': (a: { size: number }) => ({
    text: `a window of ${a.size} channels has no middle`,
    help: `use an odd number, such as ${a.size - 1 || 3} or ${a.size + 1}`,
  }),
  'shape/output-padding-same': (_: object) => ({
    text: '`padding: same` says the size of the output already',
    help: 'take `output_padding` away, or say `padding` in cells',
  }),
  'shape/output-padding': (a: { cells: number; limit: number }) => ({
    text: `\`output_padding\` of ${a.cells} adds more than a step of the window`,
    help: a.limit === 0 ? 'take it away: the stride is 1' : `use at most ${a.limit}`,
  }),
  'shape/nothing-left': (a: { axis: string; size: number }) => ({
    text: `the padding cuts all of ${a.axis} off: ${a.size} cells are left`,
    help: 'use less padding, or a larger kernel',
  }),
  'shape/too-many-values': (a: { limit: number }) => ({
    text: `this value has more than ${a.limit} numbers for one sample`,
    help: `use smaller sizes; ${raiseLimit('values', a.limit)}`,
  }),
  'shape/too-many-parameters': (a: { limit: number }) => ({
    text: `with this layer the model has more than ${a.limit} parameters`,
    help: `use smaller sizes; ${raiseLimit('parameters', a.limit)}`,
  }),
  'shape/too-big': (a: { of: string }) => ({
    text: `this layer has more than 2^53 ${a.of}`,
    help: 'use smaller sizes',
  }),
};

/** What was found: the odd one out and what the others are, as far as they are compared; else all of them. */
function foundIn({ shapes, odd }: Join, compared: number): string {
  if (!odd) return `, found ${shapes.map(formatShape).join(', ')}`;
  const cut = (values: readonly number[]): string =>
    formatShape(values.length === 3 ? values.slice(0, compared) : values);
  return `: ${odd.path} gives ${cut(odd.found)}, the others ${cut(odd.usual)}`;
}

function describe(values: readonly number[]): string {
  return values.length === 1 ? `${values[0]} features` : formatShape(values);
}

function total(values: readonly number[]): number {
  return values.reduce((result, value) => result * value, 1);
}
