import { definition, type JsonSchema, nothing, objectOf } from './field-schema';
import { hasWeights, type Kind, kinds, layerOf, needsAttributes } from './kinds';

/** The items that are layers, each with `beside` next to its kind, and the definitions that they refer to. */
export interface LayerSchemas {
  readonly items: readonly JsonSchema[];
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

/** One item per kind. An attribute that several kinds share is one definition, named after the first of them: `conv2d.stride`. */
export function layerSchemas(beside: Readonly<Record<string, JsonSchema>>): LayerSchemas {
  const attributes = kinds.map((kind) => ({ kind, ...objectOf(layerOf(kind).fields, true) }));
  const kindsWith = new Map<string, string[]>();
  for (const { kind, properties } of attributes) {
    for (const [name, schema] of Object.entries(properties)) {
      const form = JSON.stringify([name, schema]);
      kindsWith.set(form, [...(kindsWith.get(form) ?? []), kind]);
    }
  }
  const definitions: Record<string, JsonSchema> = {};
  const shared = (name: string, schema: JsonSchema): JsonSchema => {
    const [first, ...others] = kindsWith.get(JSON.stringify([name, schema])) ?? [];
    if (others.length === 0) return schema;
    definitions[`${first}.${name}`] = schema;
    return definition(`${first}.${name}`);
  };
  const items = attributes.map(({ kind, properties, ...map }) => {
    const entries = Object.entries(properties).map(([name, schema]) => [name, shared(name, schema)] as const);
    return layerItem(kind, { ...map, properties: Object.fromEntries(entries) }, beside);
  });
  return { items, definitions };
}

function layerItem(kind: Kind, attributes: JsonSchema, beside: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const description = layerOf(kind).doc;
  return {
    type: 'object',
    required: [kind],
    additionalProperties: false,
    properties: {
      [kind]: needsAttributes(kind) ? { ...attributes, description } : { anyOf: [attributes, nothing], description },
      ...beside,
      ...(hasWeights(kind) && { weights: definition('weights') }),
    },
  };
}
