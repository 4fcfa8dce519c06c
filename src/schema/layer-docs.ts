import type { Field } from './field';
import { kinds, layerOf } from './kinds';

/** `docs/layers.md`: every kind with its shapes, attributes and defaults, from the same fields that validate them. */
export function layerDocs(): string {
  return [
    '# Layer kinds',
    '',
    'Made from the definitions in `src/schema/layers/` by `npm run generate`; each cites its source there.',
    '',
    'Shapes are height x width x channels, or features, without the batch. Weights of `conv2d` and `dense` named `kernel` start',
    'from a normal distribution with variance 2 / (inputs + outputs of one cell), cut off at two standard deviations',
    '(`glorot_normal`: Glorot and Bengio, 2010); `bias`, `beta` and `moving_mean` start at 0, `gamma` and `moving_variance` at 1.',
    '',
    '`padding` is `valid` (none), `same` (the output has ceil(input / stride) cells, and an odd cell of padding goes to the end),',
    'a number of cells, `[vertical, horizontal]` or `[top, bottom, left, right]`. `kernel`, `stride` and `dilation` are a number or',
    '`[height, width]`.',
    ...kinds.flatMap(kindDocs),
    '',
  ].join('\n');
}

function kindDocs(kind: (typeof kinds)[number]): string[] {
  const { doc, fields, join } = layerOf(kind);
  const rows = Object.entries(fields).map(
    ([key, field]) => `| \`${key}\` | ${field.doc} | ${field.expected} | ${defaultOf(field)} |`,
  );
  const table =
    rows.length === 0 ? ['No attributes.'] : ['| attribute | what | may be | default |', '|---|---|---|---|', ...rows];
  const joins = join ? ' Stands right after a `branch`, or names its values in `from`.' : '';
  return ['', `## ${kind}`, '', `${doc}${joins}`, '', ...table];
}

function defaultOf(field: Field<unknown>): string {
  if (field.required) return 'must be said';
  return field.default === undefined ? 'none' : `\`${JSON.stringify(field.default).replaceAll('"', '')}\``;
}
