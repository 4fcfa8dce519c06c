import type { Node } from '../../graph/graph';
import type { Field } from '../../schema/field';
import type { InitializerChoice } from '../../schema/initializer';
import { layerOf } from '../../schema/kinds';

/** The attributes of a node as a user would write them; those that are the default are left out. */
export function renderAttributes({ kind, attributes }: Node): Record<string, unknown> {
  const { fields } = layerOf(kind);
  const values = (attributes ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) => {
      const value = values[key];
      if (value === undefined || isDefault(field, value)) return [];
      return [[key, written(field, value)]];
    }),
  );
}

function isDefault(field: Field<unknown>, value: unknown): boolean {
  return field.default !== undefined && JSON.stringify(field.normalise(field.default)) === JSON.stringify(value);
}

/** One number for both axes or all sides, where they are equal; an initializer by its word, or with its number. */
function written(field: Field<unknown>, value: unknown): unknown {
  if (Array.isArray(value)) return 'anyOf' in field.schema ? shortened(value) : [...value];
  if (typeof value === 'object' && value !== null) return initializerText(value as InitializerChoice);
  return value;
}

function shortened(cells: readonly number[]): number | number[] {
  const [first, second, third, fourth] = cells;
  if (first !== undefined && cells.every((cell) => cell === first)) return first;
  return cells.length === 4 && first === second && third === fourth ? [first as number, third as number] : [...cells];
}

function initializerText(choice: InitializerChoice): unknown {
  const { type, ...numbers } = choice;
  const [number] = Object.values(numbers);
  return number === undefined ? type : { [type]: number };
}
