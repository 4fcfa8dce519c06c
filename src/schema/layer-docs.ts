import type { Field } from './field';
import { kinds, layerOf } from './kinds';

/** Generates `docs/layers.md`: every kind with its shapes, attributes and defaults, from the fields that also validate them. */
export function layerDocs(): string {
  return [
    '# Layer kinds',
    '',
    'Generated from the definitions in `src/schema/layers/` by `npm run generate`. Each definition cites its source.',
    '',
    'Shapes are height x width x channels, length x channels, or features, without the batch. By default, kernels are initialised from a normal',
    'distribution with variance 2 / (inputs + outputs of one cell), truncated at two standard deviations',
    '(`glorot_normal`: Glorot and Bengio, 2010); `bias`, `beta` and `moving_mean` are initially 0, `gamma` and `moving_variance` 1.',
    '',
    '`padding` is `valid` (none), `same` (the output has ceil(input / stride) cells; an odd cell of padding is at the end),',
    'a number of cells, `[vertical, horizontal]` or `[top, bottom, left, right]`. `kernel`, `stride` and `dilation` are a number or',
    '`[height, width]`. Along a length, cells are a number or `[before, after]`; `causal` pads `(kernel - 1) * dilation` cells before the',
    'first place and none after the last.',
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
    rows.length === 0
      ? ['No attributes.']
      : ['| attribute | meaning | values | default |', '|---|---|---|---|', ...rows];
  const joins = join ? ' Follows a `branch`, or names its values in `from`.' : '';
  return ['', `## ${kind}`, '', `${doc}${joins}`, '', ...table];
}

function defaultOf(field: Field<unknown>): string {
  if (field.required) return 'required';
  if (field.default === undefined) return 'none';
  const text = JSON.stringify(field.default).replaceAll('"', '');
  return `\`${text.replace(/^\{(\w+):(.*)\}$/, '{ $1: $2 }')}\``;
}
