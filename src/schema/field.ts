import type { SpatialAxis } from '../dimensions/axis';
import type { Pad } from '../dimensions/window';
import { type InitializerChoice, scaledInitializers } from './initializer';
import type { NumberSchema, ValueSchema } from './value-schema';

/**
 * One attribute, defined once: its JSON Schema, its texts for messages and docs, and (as a phantom) its type.
 * A `required` attribute has no default and must be present.
 */
export interface Field<T> {
  readonly schema: ValueSchema;
  /** Names the schema if many fields share it, so that the JSON Schema contains it once. */
  readonly definition?: string;
  /** The accepted values, for messages: "must be …". */
  readonly expected: string;
  readonly doc: string;
  readonly required: boolean;
  /** As a user would write it. */
  readonly default?: unknown;
  /** The attribute declares a number that follows from others, and has no effect. */
  readonly declares?: true;
  /** The attribute is about initialisation or training: for shared weights, only their owner can set it. */
  readonly ofWeights?: true;
  /** Converts what the schema accepts to what the compiler works with. */
  readonly normalise: (written: unknown) => T;
  /** The reverse: the shortest form that a user would write. */
  write(value: T): unknown;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;
export type AttributesOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

interface Options<W> {
  readonly doc: string;
  readonly default?: W;
}
interface NumberOptions extends Options<number> {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** One entry per axis of a window. */
export type PerAxis<A extends readonly SpatialAxis[], T = number> = { readonly [I in keyof A]: T };

/** The largest size: targets address values with 32-bit integers. */
export const LARGEST_SIZE = 2 ** 31 - 1;

/** How a written value is read and written back; by default it is used as written. */
interface Notation {
  readonly definition?: string;
  readonly normalise: (written: unknown) => unknown;
  readonly write: (value: never) => unknown;
}

const asWritten: Notation = { normalise: (written) => written, write: (value) => value };

function field<T>(
  schema: ValueSchema,
  expected: string,
  options: Options<unknown>,
  { definition, normalise, write }: Notation = asWritten,
): Field<T> {
  const hasDefault = 'default' in options;
  return {
    schema,
    ...(definition !== undefined && { definition }),
    expected,
    doc: options.doc,
    required: !hasDefault,
    ...(hasDefault && { default: options.default }),
    normalise: normalise as (written: unknown) => T,
    write: write as (value: T) => unknown,
  };
}

/** The same field, but optional: its type includes `undefined`. */
export function optional<T>(inner: Field<T>): Field<T | undefined> {
  return { ...inner, required: false };
}

/** A field that declares a number which follows from others; a wrong number is an error. */
export function declaration<T>(inner: Field<T>): Field<T | undefined> {
  return { ...optional(inner), declares: true };
}

/** A field about the initialisation or training of a layer's weights. */
export function ofWeights<T>(inner: Field<T>): Field<T> {
  return { ...inner, ofWeights: true };
}

/** A whole number, by default at most 2^31 - 1, so that products of a few sizes stay exact. */
export function int(options: NumberOptions): Field<number> {
  const { minimum = 0, maximum = LARGEST_SIZE } = options;
  const range = maximum === LARGEST_SIZE ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
  return field({ type: 'integer', minimum, maximum }, `a whole number ${range}`, options);
}

export function number(options: NumberOptions): Field<number> {
  const { doc: _doc, default: _default, ...limits } = options;
  return field({ type: 'number', ...limits }, `a number${rangeOf(options)}`, options);
}

function rangeOf({
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
}: Omit<NumberOptions, 'doc' | 'default'>): string {
  const bounds = [
    minimum !== undefined && `of at least ${minimum}`,
    exclusiveMinimum !== undefined && `above ${exclusiveMinimum}`,
    maximum !== undefined && `at most ${maximum}`,
    exclusiveMaximum !== undefined && `below ${exclusiveMaximum}`,
  ].filter(Boolean);
  return bounds.length === 0 ? '' : ` ${bounds.join(' and ')}`;
}

export function flag(options: Options<boolean>): Field<boolean> {
  return field({ type: 'boolean' }, '`true` or `false`', options);
}

export function text(options: Options<string> & { readonly maximum?: number }): Field<string> {
  return field({ type: 'string', minLength: 1, maxLength: options.maximum ?? 1000 }, 'a text', options);
}

export function oneOf<const T extends string>(values: readonly T[], options: Options<T>): Field<T> {
  return field({ enum: values }, `one of ${values.map((value) => `\`${value}\``).join(', ')}`, options);
}

/** A number for all axes of a window, or a list with one per axis; a window along one axis takes only a number. */
export function perAxis<const A extends readonly SpatialAxis[]>(
  axes: A,
  options: Options<number | readonly number[]> & { readonly minimum: number },
): Field<PerAxis<A>> {
  const item: ValueSchema = { type: 'integer', minimum: options.minimum, maximum: LARGEST_SIZE };
  const list: ValueSchema = { type: 'array', items: item, minItems: axes.length, maxItems: axes.length };
  const words = `a whole number of at least ${options.minimum}`;
  return field(
    axes.length === 1 ? item : { anyOf: [item, list] },
    axes.length === 1 ? words : `${words}, or \`[${axes.join(', ')}]\``,
    options,
    {
      ...(axes.length > 1 && { definition: `${options.minimum === 0 ? 'cells' : 'sizes'}_${axes.length}d` }),
      normalise: (written) => (typeof written === 'number' ? axes.map(() => written) : written),
      write: shortestList,
    },
  );
}

/** Sizes in order, such as `[height, width, channels]`. */
export function sizes(options: Options<readonly number[]> & { readonly minimum: number }): Field<readonly number[]> {
  const item: ValueSchema = { type: 'integer', minimum: options.minimum, maximum: LARGEST_SIZE };
  return field(
    { type: 'array', items: item, minItems: 1, maxItems: 8 },
    'a list of sizes, such as `[height, width, channels]`',
    options,
  );
}

/** A list of words, such as `[width, height, channels]`. */
export function words<const T extends string>(
  values: readonly T[],
  options: Options<readonly T[]> & { readonly example: string; readonly maximum: number },
): Field<readonly T[]> {
  const { example, maximum } = options;
  const schema: ValueSchema = { type: 'array', items: { enum: values }, minItems: 1, maxItems: maximum };
  return field(
    schema,
    `a list of ${values.map((value) => `\`${value}\``).join(', ')}, such as \`${example}\``,
    options,
  );
}

/** A number, or one per channel. */
export function perChannel(
  options: Options<number | readonly number[]> & { readonly exclusiveMinimum?: number },
): Field<number | readonly number[]> {
  const { doc: _doc, default: _default, ...limits } = options;
  const item: ValueSchema = { type: 'number', ...limits };
  return field(
    { anyOf: [item, { type: 'array', items: item, minItems: 1, maxItems: 4096 }] },
    `a number${rangeOf(limits)}, or a list with one per channel`,
    options,
  );
}

const INITIALIZER_WORDS = [...scaledInitializers, 'zeros', 'ones'];
const INITIALIZER_NUMBERS: Readonly<Record<string, { readonly key: string; readonly schema: NumberSchema }>> = {
  normal: { key: 'deviation', schema: { type: 'number', exclusiveMinimum: 0 } },
  truncated_normal: { key: 'deviation', schema: { type: 'number', exclusiveMinimum: 0 } },
  uniform: { key: 'limit', schema: { type: 'number', exclusiveMinimum: 0 } },
  constant: { key: 'value', schema: { type: 'number' } },
};

/** A word, or a distribution with its parameter: `{ normal: 0.01 }`. */
export function initializer(options: Options<string | Readonly<Record<string, number>>>): Field<InitializerChoice> {
  const numbers = Object.entries(INITIALIZER_NUMBERS).map(
    ([type, { schema }]): ValueSchema => ({
      type: 'object',
      required: [type],
      additionalProperties: false,
      properties: { [type]: schema },
    }),
  );
  return field(
    { anyOf: [{ enum: INITIALIZER_WORDS }, ...numbers] },
    `one of ${INITIALIZER_WORDS.map((word) => `\`${word}\``).join(', ')}, or \`{ normal: deviation }\`, \`{ truncated_normal: deviation }\`, \`{ uniform: limit }\`, \`{ constant: value }\``,
    options,
    { definition: 'initializer', normalise: readInitializer, write: writeInitializer },
  );
}

function readInitializer(written: unknown): unknown {
  if (typeof written === 'string') return { type: written };
  const [[type, value] = []] = Object.entries(written as Record<string, number>);
  return { type, [INITIALIZER_NUMBERS[type as string]?.key as string]: value };
}

function writeInitializer({ type, ...numbers }: InitializerChoice): unknown {
  const [number] = Object.values(numbers);
  return number === undefined ? type : { [type]: number };
}

const CELLS: ValueSchema = { type: 'integer', minimum: 0, maximum: LARGEST_SIZE };

/** The words for padding in cells: one number, one per axis, or two per axis. */
const paddingWords: { readonly [A in SpatialAxis]: { readonly both: string; readonly sides: string } } = {
  length: { both: 'length', sides: 'before, after' },
  depth: { both: 'depth', sides: 'front, back' },
  height: { both: 'vertical', sides: 'top, bottom' },
  width: { both: 'horizontal', sides: 'left, right' },
};

function cellLists(axes: readonly SpatialAxis[]): readonly ValueSchema[] {
  const counts = axes.length === 1 ? [2] : [axes.length, 2 * axes.length];
  return counts.map((count) => ({ type: 'array', items: CELLS, minItems: count, maxItems: count }));
}

function cellWords(axes: readonly SpatialAxis[]): string {
  const sides = `\`[${axes.map((axis) => paddingWords[axis].sides).join(', ')}]\``;
  return axes.length === 1
    ? `a whole number or ${sides}`
    : `a whole number, \`[${axes.map((axis) => paddingWords[axis].both).join(', ')}]\` or ${sides}`;
}

/** `valid`, `same`, further words of a kind, or cells: one number, one per axis, or two per axis, such as `[top, bottom, left, right]`. */
export function padding<const A extends readonly SpatialAxis[], const W extends readonly 'causal'[] = readonly []>(
  axes: A,
  options: Options<string | number | readonly number[]> & { readonly words?: W },
): Field<'valid' | 'same' | W[number] | PerAxis<A, Pad>> {
  const words = ['valid', 'same', ...(options.words ?? [])];
  return field(
    { anyOf: [{ enum: words }, CELLS, ...cellLists(axes)] },
    `${words.map((word) => `\`${word}\``).join(', ')}, ${cellWords(axes)}`,
    options,
    {
      definition: ['padding', ...(options.words ?? []), `${axes.length}d`].join('_'),
      normalise: (written) => (typeof written === 'string' ? written : padsOfCells(axes, written)),
      write: (value: string | readonly Pad[]) => (typeof value === 'string' ? value : shortestCells(value)),
    },
  );
}

/** Cells of padding: one number, one per axis, or two per axis, such as `[top, bottom, left, right]`. */
export function cellsOfPadding<const A extends readonly SpatialAxis[]>(
  axes: A,
  options: Options<number | readonly number[]>,
): Field<PerAxis<A, Pad>> {
  return field({ anyOf: [CELLS, ...cellLists(axes)] }, cellWords(axes), options, {
    normalise: (written) => padsOfCells(axes, written),
    write: shortestCells,
  });
}

function padsOfCells(axes: readonly SpatialAxis[], written: unknown): readonly Pad[] {
  if (typeof written === 'number') return axes.map(() => [written, written]);
  const list = written as readonly number[];
  const sides = list.length === axes.length ? 1 : 2;
  return axes.map((_, axis) => [list[sides * axis] as number, list[sides * axis + sides - 1] as number]);
}

/** The shortest way to write pads: one number, one per axis, or both sides of each. */
function shortestCells(pads: readonly Pad[]): number | readonly number[] {
  if (pads.every(([before, after]) => before === after)) return shortestList(pads.map(([before]) => before));
  return pads.flat();
}

/** The number, if all entries of a list are equal; otherwise the list. */
function shortestList(numbers: readonly number[]): number | readonly number[] {
  const [first] = numbers;
  return first !== undefined && numbers.every((one) => one === first) ? first : [...numbers];
}
