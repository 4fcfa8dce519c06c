import type { JsonSchema } from './field-schema';
import { parameter, plainValue, word } from './json-schema-parts';
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
        properties: {
          file: word,
          with: { type: ['object', 'null'], propertyNames: parameter, additionalProperties: plainValue },
        },
      },
    ],
  },
  description: 'Files whose blocks and values are used here, by their paths; `with` gives values to their `let`.',
};

/** An included file: only some keys of a spec are allowed. */
export const includedFile: JsonSchema = {
  properties: Object.fromEntries(topLevelKeys.map((key) => [key, includedKeys.includes(key)])),
};
