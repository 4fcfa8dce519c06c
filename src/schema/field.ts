import type { Padding } from '../dimensions/window';
import { type InitializerChoice, scaledInitializers } from './initializer';
import type { NumberSchema, ValueSchema } from './value-schema';

/**
 * One attribute, written once: its JSON Schema, its words for messages and docs, and (as a phantom) its type.
 * `required` attributes have neither a default nor leave to be absent.
 */
export interface Field<T> {
  readonly schema: ValueSchema;
  /** What may be written, for "expected …". */
  readonly expected: string;
  readonly doc: string;
  readonly required: boolean;
  /** As the user would write it. */
  readonly default?: unknown;
  /** From what the schema accepts to what the compiler works with. */
  readonly normalise: (written: unknown) => T;
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
type Pair = readonly [number, number];

/** No size may be larger: targets address values by 32-bit whole numbers. */
export const LARGEST_SIZE = 2 ** 31 - 1;

function field<T>(
  schema: ValueSchema,
  expected: string,
  options: Options<unknown>,
  normalise: (written: unknown) => unknown,
): Field<T> {
  const hasDefault = 'default' in options;
  return {
    schema,
    expected,
    doc: options.doc,
    required: !hasDefault,
    ...(hasDefault && { default: options.default }),
    normalise: normalise as (written: unknown) => T,
  };
}

/** The same field with leave to be absent: its type gains `undefined`. */
export function optional<T>(inner: Field<T>): Field<T | undefined> {
  return { ...inner, required: false };
}

/** A whole number; up to 2^31 - 1, so that no product of a few overflows what targets can address unseen. */
export function int(options: NumberOptions): Field<number> {
  const { minimum = 0, maximum = LARGEST_SIZE } = options;
  const range = maximum === LARGEST_SIZE ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
  return field({ type: 'integer', minimum, maximum }, `a whole number ${range}`, options, (written) => written);
}

export function number(options: NumberOptions): Field<number> {
  const { doc: _doc, default: _default, ...limits } = options;
  return field({ type: 'number', ...limits }, `a number${rangeOf(options)}`, options, (written) => written);
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
  return field({ type: 'boolean' }, '`true` or `false`', options, (written) => written);
}

export function text(options: Options<string> & { readonly maximum?: number }): Field<string> {
  return field(
    { type: 'string', minLength: 1, maxLength: options.maximum ?? 1000 },
    'a text',
    options,
    (written) => written,
  );
}

export function oneOf<const T extends string>(values: readonly T[], options: Options<T>): Field<T> {
  return field(
    { enum: values },
    `one of ${values.map((value) => `\`${value}\``).join(', ')}`,
    options,
    (written) => written,
  );
}

/** A number for both axes, or `[height, width]`. */
export function pair(options: Options<number | Pair> & { readonly minimum: number }): Field<Pair> {
  const item: ValueSchema = { type: 'integer', minimum: options.minimum, maximum: LARGEST_SIZE };
  return field(
    { anyOf: [item, { type: 'array', items: item, minItems: 2, maxItems: 2 }] },
    `a whole number of at least ${options.minimum}, or \`[height, width]\``,
    options,
    (written) => (typeof written === 'number' ? [written, written] : written),
  );
}

/** Sizes in order, such as `[height, width, channels]`. */
export function sizes(options: Options<readonly number[]> & { readonly minimum: number }): Field<readonly number[]> {
  const item: ValueSchema = { type: 'integer', minimum: options.minimum, maximum: LARGEST_SIZE };
  return field(
    { type: 'array', items: item, minItems: 1, maxItems: 8 },
    'a list of sizes, such as `[height, width, channels]`',
    options,
    (written) => written,
  );
}

/** A number, or one for each channel. */
export function perChannel(
  options: Options<number | readonly number[]> & { readonly exclusiveMinimum?: number },
): Field<number | readonly number[]> {
  const { doc: _doc, default: _default, ...limits } = options;
  const item: ValueSchema = { type: 'number', ...limits };
  return field(
    { anyOf: [item, { type: 'array', items: item, minItems: 1, maxItems: 4096 }] },
    `a number${rangeOf(limits)}, or a list with one for each channel`,
    options,
    (written) => written,
  );
}

const INITIALIZER_WORDS = [...scaledInitializers, 'zeros', 'ones'];
const INITIALIZER_NUMBERS: Readonly<Record<string, { readonly key: string; readonly schema: NumberSchema }>> = {
  normal: { key: 'deviation', schema: { type: 'number', exclusiveMinimum: 0 } },
  truncated_normal: { key: 'deviation', schema: { type: 'number', exclusiveMinimum: 0 } },
  uniform: { key: 'limit', schema: { type: 'number', exclusiveMinimum: 0 } },
  constant: { key: 'value', schema: { type: 'number' } },
};

/** A word, or a kind of distribution with its one number: `{ normal: 0.01 }`. */
export function initializer(options: Options<string>): Field<InitializerChoice> {
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
    (written) => {
      if (typeof written === 'string') return { type: written };
      const [[type, value] = []] = Object.entries(written as Record<string, number>);
      return { type, [INITIALIZER_NUMBERS[type as string]?.key as string]: value };
    },
  );
}

const CELLS: ValueSchema = { type: 'integer', minimum: 0, maximum: LARGEST_SIZE };
const CELL_LISTS: readonly ValueSchema[] = [
  { type: 'array', items: CELLS, minItems: 2, maxItems: 2 },
  { type: 'array', items: CELLS, minItems: 4, maxItems: 4 },
];

/** `valid`, `same`, n, `[vertical, horizontal]` or `[top, bottom, left, right]`. */
export function padding(options: Options<string | number | readonly number[]>): Field<Padding> {
  return field(
    { anyOf: [{ enum: ['valid', 'same'] }, CELLS, ...CELL_LISTS] },
    '`valid`, `same`, a whole number, `[vertical, horizontal]` or `[top, bottom, left, right]`',
    options,
    (written) => (written === 'valid' || written === 'same' ? written : cells(written)),
  );
}

/** Cells of padding alone: n, `[vertical, horizontal]` or `[top, bottom, left, right]`. */
export function cellsOfPadding(
  options: Options<number | readonly number[]>,
): Field<readonly [number, number, number, number]> {
  return field(
    { anyOf: [CELLS, ...CELL_LISTS] },
    'a whole number, `[vertical, horizontal]` or `[top, bottom, left, right]`',
    options,
    cells,
  );
}

function cells(written: unknown): readonly number[] {
  if (typeof written === 'number') return [written, written, written, written];
  const list = written as readonly number[];
  return list.length === 2 ? [list[0] as number, list[0] as number, list[1] as number, list[1] as number] : list;
}
