import {
  alternatives,
  both,
  count,
  describeValue,
  either,
  formatShape,
  formatSizes,
  raiseLimit,
  withArticle,
} from './words';

/** A value as shown to the user: its form (`image`, `vector`), if it has one, and its sizes. */
export interface ShownValue {
  readonly form: string | undefined;
  readonly sizes: readonly number[];
}

/** The one path of a join whose shape differs from all others along the axes that must agree. */
export interface OddPath {
  readonly path: string;
  readonly found: ShownValue;
  readonly usual: ShownValue;
}

export interface Join {
  readonly values: readonly ShownValue[];
  /** The axes on which all values must agree. */
  readonly same: readonly string[];
  readonly odd?: OddPath | undefined;
  /** The requested axis, if it is not the channels. */
  readonly along?: string | undefined;
}

export interface Misfit {
  readonly kind: string;
  /** The forms that the kind accepts. */
  readonly takes: readonly string[];
  /** The layer that produces the value. */
  readonly from: string;
  readonly found: ShownValue;
  /** Kinds to use instead: they do the same to such a value, or turn it into one that this kind accepts. */
  readonly instead: readonly string[];
  /** The layer that makes a vector of a value with positions, if the value is a vector. */
  readonly vectorFrom: string | undefined;
  /** The value is an input of the model. */
  readonly isInput: boolean;
}

export const shape = {
  'shape/kernel-too-big': (a: { axis: string; kernel: number; reach: number; input: number; available: number }) => ({
    text:
      `kernel ${a.kernel}${a.reach === a.kernel ? '' : ` (${a.reach} cells with dilation)`} does not fit in ${a.axis} ${a.input}` +
      (a.available === a.input ? '' : ` (${a.available} with padding)`),
    help:
      a.reach === a.kernel
        ? `use \`padding: same\`, or a kernel of at most ${a.available}`
        : 'use `padding: same`, a smaller dilation, or a smaller kernel',
  }),
  'shape/takes': (a: Misfit) => ({
    text: `\`${a.kind}\` takes ${either(a.takes.map(withArticle))}, but \`${a.from}\` produces ${describeValue(a.found)}`,
    help: remedy(a),
  }),
  'shape/groups': (a: { groups: number; of: string; count: number }) => ({
    text: `${a.count} ${a.of} cannot be split into ${a.groups} equal groups`,
    help: `use a number of groups that divides ${a.count}, or a multiple of ${a.groups} ${a.of}`,
  }),
  'shape/pool-padding-too-big': (a: { axis: string; padding: number; kernel: number }) => ({
    text: `with ${count(a.padding, 'cell')} of padding on the ${a.axis}, some windows of ${a.kernel} contain only padding`,
    help: `use at most ${count(a.kernel - 1, 'cell')} of padding`,
  }),
  'shape/count-include-pad': (_: object) => ({
    text: 'an average pool with padding must say whether the padding counts',
    help: 'write `count_include_pad: true` (the default in PyTorch) or `count_include_pad: false` (as in TensorFlow)',
  }),
  'shape/reshape': (a: { from: readonly number[]; to: readonly number[] }) => ({
    text: `${formatSizes(a.from)} has ${total(a.from)} values, but ${formatShape(a.to)} has ${total(a.to)}`,
    help: `write sizes that multiply to ${total(a.from)}`,
  }),
  'shape/concat': (a: Join) => ({
    text: `\`concat\`${a.along === undefined ? '' : ` along ${a.along}`} needs values ${isMixed(a) || a.same.length === 0 ? 'of the same kind' : `with the same ${both(a.same)}`}${foundIn(a)}`,
    help: joinHelp(a, 'concat'),
  }),
  'shape/no-axis': (a: { axis: string; found: ShownValue; axes: readonly string[] }) => ({
    text: `${describeValue(a.found)} has no ${a.axis}`,
    help: `use ${alternatives(a.axes)}`,
  }),
  'shape/too-small': (a: { axis: string; size: number; needed: number }) => ({
    text:
      a.axis === 'channels' || a.axis === 'features'
        ? `this layer needs at least ${a.needed} ${a.axis}, found ${a.size}`
        : `this layer needs a ${a.axis} of at least ${a.needed}, found ${a.size}`,
    help: 'write smaller numbers here, or make the value before it larger',
  }),
  'shape/empty-slice': (a: { axis: string; start: number; end: number | undefined }) => ({
    text: `no ${a.axis} is left from ${a.start} to ${a.end ?? 'the end'}`,
    help: '`end` must be after `start`; negative numbers count from the end',
  }),
  'shape/permute': (a: { found: readonly string[]; axes: readonly string[] }) => ({
    text: `the axes here are ${both(a.axes)}, found ${both(a.found)}`,
    help: 'name each axis of the input once, in the order of the output',
  }),
  'shape/split': (a: { axis: string; size: number; paths: number; sizes: readonly number[] | undefined }) => {
    if (!a.sizes)
      return {
        text: `${a.size} ${a.axis} cannot be split into ${a.paths} equal shares`,
        help: `give it a multiple of ${a.paths} ${a.axis}, or write \`sizes\` next to \`split\`: ${a.paths} numbers that add up to ${a.size}`,
      };
    const total = a.sizes.reduce((sum, one) => sum + one, 0);
    return {
      text:
        a.sizes.length === a.paths
          ? `the sizes add up to ${total}, but there are ${a.size} ${a.axis}`
          : `${a.paths} paths need ${a.paths} sizes, found ${a.sizes.length}`,
      help: `write ${a.paths} sizes that add up to ${a.size}`,
    };
  },
  'shape/not-divisible': (a: { axis: string; size: number; divisor: number }) => ({
    text: `${a.axis} ${a.size} cannot be divided into blocks of ${a.divisor}`,
    help:
      a.axis === 'channels'
        ? `use another \`block\`, or a multiple of ${a.divisor} channels`
        : 'use another `block`, or `zero_pad2d` or `crop2d` before it',
  }),
  'shape/align-corners': (_: object) => ({
    text: '`align_corners` has no meaning for `interpolation: nearest`, which repeats cells',
    help: 'write `interpolation: bilinear`, or remove `align_corners`',
  }),
  'shape/pad-too-big': (a: { axis: string; mode: string; size: number; cells: number; most: number }) => ({
    text: `\`mode: ${a.mode}\` can add at most ${a.most} ${a.most === 1 ? 'cell' : 'cells'} to ${a.axis} ${a.size}, but \`padding\` is ${a.cells}`,
    help: 'use less `padding`, a larger image, or `mode: replicate`',
  }),
  'shape/clip-nothing': (_: object) => ({
    text: '`clip` needs `minimum`, `maximum` or both',
    help: 'write a limit, such as `minimum: 0`',
  }),
  'shape/clip-order': (a: { minimum: number; maximum: number }) => ({
    text: `\`minimum\` ${a.minimum} is not below \`maximum\` ${a.maximum}`,
    help: 'write the smaller number as `minimum`',
  }),
  'shape/add': (a: Join) => ({
    text: `\`add\` needs values of the same shape, or one number per channel${foundIn(a)}`,
    help: joinHelp(a, 'add'),
  }),
  'shape/multiply': (a: Join) => ({
    text: repeating('multiply', a),
    help: joinHelp(a, 'multiply'),
  }),
  'shape/maximum': (a: Join) => ({
    text: repeating('maximum', a),
    help: joinHelp(a, 'maximum'),
  }),
  'shape/subtract': (a: Join) => ({
    text: repeating('subtract', a),
    help: joinHelp(a, 'subtract'),
  }),
  'shape/two-values': (a: { kind: string; count: number }) => ({
    text: `\`${a.kind}\` takes exactly two values, found ${a.count}`,
    help: 'the second is subtracted from the first; `add` the others before',
  }),
  'shape/even-window': (a: { size: number }) => ({
    text: `a window of ${a.size} channels has no centre`,
    help: `use an odd size, such as ${a.size - 1 || 3} or ${a.size + 1}`,
  }),
  'shape/output-padding-same': (_: object) => ({
    text: '`output_padding` cannot be used with `padding: same`, which already sets the output size',
    help: 'remove `output_padding`, or write `padding` as a number of cells',
  }),
  'shape/output-padding': (a: { cells: number; limit: number }) => ({
    text: `\`output_padding\` must be smaller than the stride or the dilation, found ${a.cells}`,
    help: a.limit === 0 ? 'remove it: the stride is 1' : `use at most ${a.limit}`,
  }),
  'shape/nothing-left': (a: { axis: string; size: number }) => ({
    text: `the padding removes the whole ${a.axis}: the output would have ${a.size} cells`,
    help: 'use less padding, or a larger kernel',
  }),
  'shape/too-many-values': (a: { limit: number }) => ({
    text: `this value has more than ${a.limit} numbers per sample`,
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

/** What joins need that repeat axes of size 1, and the features of a vector at each place. */
function repeating(kind: string, join: Join): string {
  return `\`${kind}\` needs values of the same shape, of size 1 where they differ, or one number per channel${foundIn(join)}`;
}

/** Whether the values are of different kinds, such as an image and a vector. */
function isMixed({ values: [first, ...others] }: Join): boolean {
  return others.some(({ form, sizes }) => form !== first?.form || sizes.length !== first?.sizes.length);
}

/** What makes values alike, where no edit is known that does it. */
function joinHelp(join: Join, kind: string): string {
  const { values } = join;
  const vector = values.find(({ sizes }) => sizes.length === 1);
  const other = values.find(({ sizes }) => sizes.length > 1);
  if (vector && other) {
    if (kind === 'concat')
      return `turn both into vectors, with \`- flatten\` or a global pool at the end of a path${repeated(vector, other)}`;
    return `give the vector one feature per channel: ${other.sizes.at(-1)}, not ${vector.sizes[0]}`;
  }
  if (isMixed(join))
    return 'turn them into the same form, such as vectors with `- flatten` or a global pool at the end of each path';
  const axes = AXES[(values[0]?.sizes.length ?? 0) - 1] ?? [];
  const differ = axes.filter(
    (axis, index) => join.same.includes(axis) && new Set(values.map(({ sizes }) => sizes[index])).size > 1,
  );
  const places = differ.filter((axis) => axis !== 'channels');
  const bring =
    places.length > 0
      ? [`bring all paths to the same ${both(places)}: by equal strides and \`padding: same\`, or by \`upsample2d\``]
      : [];
  const channels = differ.length > places.length || differ.length === 0;
  return [
    ...bring,
    ...(channels ? ['give all paths the same channels: on a skip by a `conv2d` with kernel 1'] : []),
  ].join('; ');
}

/** How a vector is repeated at each place of an image. */
function repeated({ sizes: [features] }: ShownValue, { sizes: [height, width, channels] }: ShownValue): string {
  if (channels === undefined) return ', or `reshape` the vector';
  return `; or repeat the vector at each place: \`- reshape: { shape: [1, 1, ${features}] }\` and \`- upsample2d: { factor: [${height}, ${width}] }\` at the end of its path`;
}

/** The axes of a value by its rank. */
const AXES: readonly (readonly string[])[] = [
  ['features'],
  ['length', 'channels'],
  ['height', 'width', 'channels'],
  ['depth', 'height', 'width', 'channels'],
];

/** What was found, on the compared axes: the odd one out against the others, or all values if there is none. */
function foundIn(join: Join): string {
  const { values, odd } = join;
  const show = isMixed(join) ? describeValue : ({ sizes }: ShownValue): string => formatShape(sizes);
  if (!odd) return `, found ${both(values.map(show))}`;
  return `: ${odd.path} produces ${show(odd.found)}, the others ${show(odd.usual)}`;
}

/** What to do about a value whose form the kind does not accept. */
function remedy({ takes, found, instead, vectorFrom, isInput }: Misfit): string {
  if (found.form === 'vector') {
    if (vectorFrom === undefined)
      return 'declare the input with its positions, such as `{ length: 100, channels: 1 }`, or `reshape` it first';
    return `put it before \`${vectorFrom}\`, which makes the vector, or \`reshape\` the value first`;
  }
  if (found.form === 'volume' && isInput && instead.length === 0)
    return `sizes are written without the batch: \`shape: [${found.sizes.slice(1).join(', ')}]\``;
  const [height, length, channels] = found.sizes;
  if (found.form === 'image' && isInput && height === 1 && takes.includes('sequence'))
    return `write the input as a sequence: \`{ length: ${length}, channels: ${channels} }\``;
  const use = instead.map((kind) => `\`${kind}\``).join(' or ');
  if (takes.includes('vector')) return `add ${instead.map((kind) => `\`- ${kind}\``).join(' or ')} before it`;
  return use === '' ? `use \`reshape\` to turn it into ${either(takes.map(withArticle))}` : `use ${use}`;
}

function total(values: readonly number[]): number {
  return values.reduce((result, value) => result * value, 1);
}
