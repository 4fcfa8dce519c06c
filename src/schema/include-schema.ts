import type { JsonSchema } from './field-schema';
import { parameter, scalar, word } from './json-schema-parts';
import { includedKeys, topLevelKeys } from './words';

/** `include`: paths, or paths with values. */
export const includeSchema: JsonSchema = {
  type: 'array',
  items: {
    anyOf: [
      word,
      {
        type: 'object',
        required: ['file'],
        additionalProperties: false,
        properties: { file: word, with: { type: 'object', propertyNames: parameter, additionalProperties: scalar } },
      },
    ],
  },
  description: 'Files whose blocks and values are used here, by their paths; `with` gives values to their `let`.',
};

/** A file that others include: of the keys of a spec it has some alone. */
export const includedFile: JsonSchema = {
  properties: Object.fromEntries(topLevelKeys.map((key) => [key, includedKeys.includes(key)])),
};
