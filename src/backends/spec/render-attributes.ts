import type { Node } from '../../graph/graph';
import type { Field } from '../../schema/field';
import { layerOf } from '../../schema/kinds';

/** The attributes of a node as a user would write them, without defaults and those that belong to the owner of its weights. */
export function renderAttributes({ kind, attributes, sharing }: Node): Record<string, unknown> {
  const { fields } = layerOf(kind);
  const values = (attributes ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) => {
      const value = values[key];
      if (value === undefined || isDefault(field, value) || (sharing && field.ofWeights)) return [];
      return [[key, field.write(value)]];
    }),
  );
}

function isDefault(field: Field<unknown>, value: unknown): boolean {
  return field.default !== undefined && JSON.stringify(field.normalise(field.default)) === JSON.stringify(value);
}
