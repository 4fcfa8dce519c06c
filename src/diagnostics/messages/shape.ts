import { both, describeValue, either, formatShape, formatSizes, raiseLimit, withArticle } from './words';

/** A value: its form in a word, where it has one, and its sizes. */
export interface ShownValue {
  readonly form: string | undefined;
  readonly sizes: readonly number[];
}

/** The path of a join that differs from all others, along the axes that must be the same. */
export interface OddPath {
  readonly path: string;
  readonly found: ShownValue;
  readonly usual: ShownValue;
}

export interface Join {
  readonly values: readonly ShownValue[];
  /** The axes along which the values must be the same. */
  readonly same: readonly string[];
  readonly odd?: OddPath | undefined;
}

export interface Misfit {
  readonly kind: string;
  /** The forms that the kind takes. */
  readonly takes: readonly string[];
  /** What gives the value. */
  readonly from: string;
  readonly found: ShownValue;
  /** Kinds that take such a value and give one that this kind takes, or do the same to it. */
  readonly instead: readonly string[];
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
  'shape/takes': (a: Misfit) => ({
    text: `\`${a.kind}\` takes ${either(a.takes.map(withArticle))}, but \`${a.from}\` gives ${describeValue(a.found)}`,
    help: remedy(a),
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
    text: `${formatSizes(a.from)} has ${total(a.from)} values, ${formatShape(a.to)} has ${total(a.to)}`,
    help: `the sizes must multiply to ${total(a.from)}`,
  }),
  'shape/concat': (a: Join) => ({
    text: `\`concat\` joins values ${a.same.length === 0 ? 'with the same axes' : `of the same ${both(a.same)}`}${foundIn(a)}`,
  }),
  'shape/add': (a: Join) => ({
    text: `\`add\` sums values of the same shape${foundIn(a)}`,
  }),
  'shape/multiply': (a: Join) => ({
    text: `\`multiply\` takes values of the same shape, or one number for each channel${foundIn(a)}`,
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
function foundIn({ values, odd }: Join): string {
  const mixed = values.some(({ form }) => form !== values[0]?.form);
  const show = mixed ? describeValue : ({ sizes }: ShownValue): string => formatShape(sizes);
  if (!odd) return `, found ${values.map(show).join(mixed ? ' and ' : ', ')}`;
  return `: ${odd.path} gives ${show(odd.found)}, the others ${show(odd.usual)}`;
}

/** What to do about a value of a form that a kind does not take. */
function remedy({ takes, found, instead }: Misfit): string {
  if (found.form === 'vector') return 'put it before `flatten`, or `reshape` the value first';
  const use = instead.map((kind) => `\`${kind}\``).join(' or ');
  if (takes.includes('vector')) return `put ${instead.map((kind) => `\`- ${kind}\``).join(' or ')} before it`;
  return use === '' ? `use \`reshape\` to make ${either(takes.map(withArticle))} of it` : `use ${use}`;
}

function total(values: readonly number[]): number {
  return values.reduce((result, value) => result * value, 1);
}
