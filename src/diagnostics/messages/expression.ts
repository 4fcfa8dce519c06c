import { quote, suggest } from './words';

const DECLARE = 'declare it: under `let` of the file, `params` of the block, or as the counter of a repeat (`as: i`)';

/** A name that expressions do not have here, and those that they have. */
export interface UnknownName {
  readonly name: string;
  readonly nearest: string | undefined;
  readonly known: readonly string[];
  /** Whether sizes of values can be used too. */
  readonly hasSizes?: boolean;
}

function helpForName({ name, nearest, known, hasSizes }: UnknownName): string {
  if (nearest?.includes('.') && !name.includes('.'))
    return `write \`${nearest}\` for the size of what comes in, or declare \`${name}\` under \`let\``;
  if (nearest === `${name}s` && !name.includes('.'))
    return `write \`${nearest}\`; for its items, write \`as: ${name}\` next to \`over\`, or \`${nearest}[0]\``;
  if (nearest === undefined && known.length === 0) return DECLARE;
  if (nearest === undefined && name.includes('.')) return sizesKnown(name, known);
  const found = suggest({ word: name, nearest, known });
  return nearest === undefined && hasSizes ? `${found}; the size of what comes in is \`in.channels\`` : found;
}

/** For the size of something else, such as `stem.channels`: the same size of what comes in. */
function sizesKnown(name: string, known: readonly string[]): string {
  const same = known.filter((one) => one.endsWith(name.slice(name.lastIndexOf('.'))));
  const list = (same.length > 0 ? same : known).map(quote).join(', ');
  return `sizes are known only of what comes in: ${list}`;
}

/** What to write for functions of other languages. */
const functions: ReadonlyMap<string, string> = new Map(
  Object.entries({
    int: 'write `floor(...)`, which rounds down',
    trunc: 'write `floor(...)`, which rounds down',
    enumerate: 'write `times: "${len(list)}"` with `as: i` instead of `over`, and `list[i]` for the item',
    zip: 'write one list of lists in `let`, such as `[[16, 1], [32, 2]]`, and `as: [filters, stride]`',
    reversed: 'write the list in the other order',
    sorted: 'write the list in the other order',
    map: 'write the results as a list in `let`, or compute each where it is used',
    log: 'there are no logarithms: write the number, such as `3` for `log2(8)`',
    log2: 'there are no logarithms: write the number, such as `3` for `log2(8)`',
    exp: 'write the number',
    str: 'write the value into the text, such as `"conv_${i}"`',
    float: 'remove it: numbers are exact fractions',
    range: 'write `times` instead of `over`: its counter is 0, 1, 2, ...',
    pow: 'write `a ** b`',
    sqrt: 'there are no roots: write the number, such as `8` for `sqrt(64)`',
    abs: 'write `max(a, -a)`',
  }),
);

/** Settings of `train` that the command has options for. */
const OPTIONS: ReadonlySet<string> = new Set(['epochs', 'batch_size', 'learning_rate', 'seed', 'precision']);

function helpForSetting({ name, value, nearest, known }: UnknownName & { readonly value: string }): string {
  if (nearest !== undefined) return suggest({ word: name, nearest, known });
  if (OPTIONS.has(name.replaceAll('-', '_')))
    return `it is an option of \`modelc train\`: \`--${name.replaceAll('_', '-')} ${value}\``;
  if (!/^[A-Za-z]\w*$/.test(name))
    return `\`--set\` changes values of \`let\` only: ${known.map(quote).join(', ') || 'there are none'}`;
  const declare = `declare it: ${quote(`let: { ${name}: ${value} }`)}`;
  return known.length === 0 ? declare : `${suggest({ word: name, nearest, known })}; or ${declare}`;
}

export const expression = {
  'expression/syntax': (a: { detail: string }) => ({ text: `invalid expression: ${a.detail}` }),
  'expression/too-many': (a: { limit: number }) => ({
    text: `this text has more than ${a.limit} expressions`,
    help: 'write the whole value as one expression',
  }),
  'expression/unknown-name': (a: UnknownName) => ({
    text: `no parameter, counter or \`let\` value is named ${quote(a.name)} here`,
    help: helpForName(a),
  }),
  'expression/no-size': (a: {
    name: string;
    /** What enters there, such as `2 values enter here`. */
    found: string;
    /** Sizes that exist there. */
    instead: readonly string[];
  }) => ({
    text: `there is no ${quote(a.name)} here: ${a.found}`,
    ...(a.instead.length > 0 && { help: `write ${a.instead.map(quote).join(' or ')}` }),
  }),
  'expression/unknown-function': (a: { name: string; nearest: string | undefined; known: readonly string[] }) => ({
    text: `unknown function ${quote(a.name)}`,
    help: functions.get(a.name.replace(/^.*\./, '')) ?? suggest({ ...a, word: a.name }),
  }),
  'expression/type': (a: { operator: string; expected: string; found: string }) => ({
    text: `\`${a.operator}\` needs ${a.expected}, found ${a.found}`,
    ...(a.operator === '+' &&
      a.found.startsWith("'") && { help: 'write texts around the expression, such as `"conv_${i}"`' }),
  }),
  'expression/unknown-key': (a: { key: string; nearest: string | undefined; known: readonly string[] }) => ({
    text: `the map has no ${quote(a.key)}`,
    help: suggest({ ...a, word: a.key }),
  }),
  'expression/arguments': (a: { name: string; expected: string; found: number }) => ({
    text: `\`${a.name}\` takes ${a.expected}, found ${a.found}`,
  }),
  'expression/division-by-zero': (a: { operator: string }) => ({
    text: `division by zero: the right side of \`${a.operator}\` is zero`,
  }),
  'expression/too-big': (a: { digits: number }) => ({
    text: `the result has ${a.digits} digits, but numbers are limited to 2^53`,
  }),
  'expression/too-long': (a: { length: number; limit: number }) => ({
    text: `the text would have ${a.length} characters, but texts with expressions are limited to ${a.limit}`,
    help: 'write a shorter text, or insert fewer values',
  }),
  'expression/as-key': (_: object) => ({
    text: 'a key cannot be an expression',
    help: 'write `- "${kind}"` for a kind given by a parameter, or `- use: "${kind}"` with its attributes in `with`',
  }),
  'let/defined-below': (a: { name: string; uses: string; line: number }) => ({
    text: `\`${a.name}\` uses \`${a.uses}\`, which is declared below it, on line ${a.line}`,
    help: `move \`${a.uses}\` up: a value can use those above it`,
  }),
  'let/set-type': (a: { name: string; expected: string; found: string }) => ({
    text: `\`--set ${a.name}=${a.found}\` must be ${a.expected}, like the value in the spec`,
  }),
  'let/unknown-setting': (a: {
    name: string;
    value: string;
    nearest: string | undefined;
    known: readonly string[];
  }) => ({
    text: `unknown \`let\` value ${quote(a.name)}`,
    help: helpForSetting(a),
  }),
  'expression/not-here': (a: { where: string }) => ({
    text: `${a.where} cannot be an expression: write the value itself`,
  }),
};
