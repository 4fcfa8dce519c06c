/** The subset of JSON Schema that fields use: the allowed values of one field. */
export type ValueSchema =
  | { readonly anyOf: readonly ValueSchema[] }
  | { readonly enum: readonly string[] }
  | { readonly type: 'boolean' }
  | NumberSchema
  | { readonly type: 'string'; readonly minLength?: number; readonly maxLength?: number }
  | ListSchema
  | ObjectSchema;

export interface NumberSchema {
  readonly type: 'integer' | 'number';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

interface ListSchema {
  readonly type: 'array';
  readonly items: ValueSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
}

interface ObjectSchema {
  readonly type: 'object';
  readonly required: readonly string[];
  readonly additionalProperties: false;
  readonly properties: Readonly<Record<string, ValueSchema>>;
}

/** Keys and indices from a value to a part inside it; empty for the value itself. */
export type Path = readonly (string | number)[];

/** The innermost part of a value that its schema rejects; undefined if the value matches. */
export function findMismatch(schema: ValueSchema, value: unknown): Path | undefined {
  if ('anyOf' in schema) {
    const mismatches = schema.anyOf.map((option) => findMismatch(option, value));
    return mismatches.includes(undefined) ? undefined : deepest(mismatches);
  }
  if ('enum' in schema) return schema.enum.some((word) => word === value) ? undefined : [];
  switch (schema.type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : [];
    case 'integer':
    case 'number':
      return isInRange(schema, value) ? undefined : [];
    case 'string': {
      const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
      return typeof value === 'string' && isWithin([...value].length, minLength, maxLength) ? undefined : [];
    }
    case 'array':
      return Array.isArray(value) ? mismatchInList(schema, value) : [];
    case 'object':
      return isMap(value) ? mismatchInMap(schema, value) : [];
  }
}

function isInRange(schema: NumberSchema, value: unknown): boolean {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  const { minimum = value, maximum = value } = schema;
  const { exclusiveMinimum = Number.NEGATIVE_INFINITY, exclusiveMaximum = Number.POSITIVE_INFINITY } = schema;
  return (
    (schema.type === 'number' || Number.isInteger(value)) &&
    isWithin(value, minimum, maximum) &&
    value > exclusiveMinimum &&
    value < exclusiveMaximum
  );
}

function isWithin(value: number, minimum: number, maximum: number): boolean {
  return value >= minimum && value <= maximum;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mismatchInList(schema: ListSchema, value: readonly unknown[]): Path | undefined {
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  const itself: readonly Path[] = isWithin(value.length, minItems, maxItems) ? [] : [[]];
  const inside = value.map((item, index) => below(index, findMismatch(items, item)));
  return deepest([...itself, ...inside]);
}

function mismatchInMap(
  { required, properties }: ObjectSchema,
  value: Readonly<Record<string, unknown>>,
): Path | undefined {
  const keys = Object.keys(value);
  const complete = required.every((key) => keys.includes(key));
  const known = keys.every((key) => Object.hasOwn(properties, key));
  const inside = Object.entries(properties)
    .filter(([key]) => keys.includes(key))
    .map(([key, schema]) => below(key, findMismatch(schema, value[key])));
  return deepest([...(complete && known ? [] : [[]]), ...inside]);
}

function below(key: string | number, path: Path | undefined): Path | undefined {
  return path && [key, ...path];
}

/** The first of the longest paths: the most specific location. */
function deepest(paths: readonly (Path | undefined)[]): Path | undefined {
  return paths.reduce((deep, path) => (path && (!deep || path.length > deep.length) ? path : deep), undefined);
}
