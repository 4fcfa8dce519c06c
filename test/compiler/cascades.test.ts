import { compile } from '../../src/compiler/compile';

/** A use, the layers of its block, and other items that refer to both in every way. */
function specWith({ use = '{ use: unit, name: u, with: { d: 3 } }', layers = LAYERS, name = 'u' }): string {
  return `modelc: 1
input: { height: 8, width: 8, channels: 3 }
blocks:
  unit:
    params: { d: { type: integer, minimum: 1 } }
    layers: [${layers}]
layers:
  - ${use}
  - { tanh: {}, name: t, from: "${name}/c" }
  - { use: unit, name: v, weights: "${name}", with: { d: 3 }, from: input }
  - { conv2d: { filters: 3, kernel: 1 }, weights: "${name}/c", from: input }
  - { relu: {}, from: "${name}", expect: { channels: 3 } }
  - { add: {}, from: ["${name}", t] }
  - { sigmoid: {}, from: v/b }
expect: { shapes: { "${name}": [8, 8, 3], "${name}/c": [8, 8, 3], t: [8, 8, 3] } }
`;
}

const LAYERS = '{ conv2d: { filters: "${d}", kernel: 1 }, name: c }, { batch_norm: {}, name: b }';

function errorsOf(text: string): readonly string[] {
  return compile(text).diagnostics.flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));
}

test('a default that uses an argument with a mistake is not a second mistake', () => {
  const block = 'params: { d, hidden: "${d / 2}" }, layers: [{ dense: { units: "${hidden}" } }]';
  const text = `modelc: 1
input: { features: 8 }
blocks: { unit: { ${block} } }
layers: [{ use: unit, with: { d: "\${in.channels}" } }]
`;
  expect(errorsOf(text)).toEqual(['expression/no-size']);
  expect(errorsOf(text.replace('in.channels', 'in.features'))).toEqual([]);
});

test('the spec has no errors, and names inside the use are checked', () => {
  expect(errorsOf(specWith({}))).toEqual([]);
  expect(errorsOf(specWith({}).replace('from: v/b', 'from: v/c2'))).toEqual(['wiring/unknown-name']);
});

test.each([
  ['syntax of an argument', '{ use: unit, name: u, with: { d: "${2 +* }" } }', 'expression/syntax'],
  ['an unknown name in an argument', '{ use: unit, name: u, with: { d: "${nope}" } }', 'expression/unknown-name'],
  ['a division by zero', '{ use: unit, name: u, with: { d: "${1 / 0}" } }', 'expression/division-by-zero'],
  ['an argument of another type', '{ use: unit, name: u, with: { d: same } }', 'blocks/parameter-type'],
  ['an argument that is too small', '{ use: unit, name: u, with: { d: 0 } }', 'blocks/parameter-type'],
  ['a missing argument', '{ use: unit, name: u }', 'blocks/missing-parameter'],
  ['no arguments', '{ use: unit, name: u, with: }', 'blocks/missing-parameter'],
  ['an unknown argument', '{ use: unit, name: u, with: { d: 3, q: 4 } }', 'blocks/unknown-parameter'],
  ['a misspelt argument', '{ use: unit, name: u, with: { dd: 3 } }', 'blocks/unknown-parameter'],
  ['arguments as a list', '{ use: unit, name: u, with: [3] }', 'schema/shape-of'],
  ['an unknown block', '{ use: nothing_like_it, name: u, with: { d: 3 } }', 'blocks/unknown'],
  ['a misspelt block', '{ use: unti, name: u, with: { d: 3 } }', 'blocks/unknown'],
  ['no block', '{ use: , name: u, with: { d: 3 } }', 'schema/shape-of'],
  ['a chosen block that is not known', '{ use: "${nope}", name: u, with: { d: 3 } }', 'expression/unknown-name'],
  ['a chosen block that does not exist', `{ use: "\${'no'}", name: u, with: { d: 3 } }`, 'schema/unknown-kind'],
  ['an unknown input', '{ use: unit, name: u, from: nope, with: { d: 3 } }', 'wiring/unknown-name'],
  ['too many inputs', '{ use: unit, name: u, from: [input, input], with: { d: 3 } }', 'wiring/several-from'],
  ['a name that has no value', '{ use: unit, name: "u${nope}", with: { d: 3 } }', 'expression/unknown-name'],
  ['syntax of a condition', '{ use: unit, name: u, when: "${2 +*}", with: { d: 3 } }', 'expression/syntax'],
  ['unknown weights', '{ use: unit, name: u, weights: nope, with: { d: 3 } }', 'wiring/unknown-name'],
  ['another word for weights', '{ use: unit, name: u, share: true, with: { d: 3 } }', 'schema/sharing'],
  ['a misspelt use', '{ usse: unit, name: u, with: { d: 3 } }', 'schema/unknown-kind'],
  ['an unknown kind', '{ frobnicate: unit, name: u, with: { d: 3 } }', 'schema/unknown-kind'],
  ['an empty side path', '{ side: { layers: [] }, name: u }', 'schema/empty-layers'],
])('one error for %s, whatever refers to the use', (_mistake, use, code) => {
  expect(errorsOf(specWith({ use }))).toEqual([code]);
});

test.each([
  ['a wrong attribute', '{ conv2d: { filters: "${d}", kernel: 0 }, name: c }', 'schema/value'],
  ['an unknown kind', '{ conv9: { filters: "${d}", kernel: 1 }, name: c }', 'schema/unknown-kind'],
  ['two kinds', '{ conv2d: { filters: "${d}", kernel: 1 }, relu: {}, name: c }', 'schema/two-kinds'],
  ['a name that has no value', '{ conv2d: { filters: "${d}", kernel: 1 }, name: "c${" }', 'expression/syntax'],
  ['a kernel that does not fit', '{ conv2d: { filters: "${d}", kernel: 99 }, name: c }', 'shape/kernel-too-big'],
  ['syntax of an attribute', '{ conv2d: { filters: "${d +}", kernel: 1 }, name: c }', 'expression/syntax'],
  ['an unknown input', '{ conv2d: { filters: "${d}", kernel: 1 }, name: c, from: nope }', 'wiring/unknown-name'],
  ['an item that cannot be read', '3', 'schema/shape-of'],
])('one error for %s in the block', (_mistake, layer, code) => {
  expect(errorsOf(specWith({ layers: `${layer}, { batch_norm: {}, name: b }` }))).toEqual([code]);
});

test('one error for weights that do not fit, whatever is declared about counts', () => {
  const text = `modelc: 1
input: { features: 4 }
layers:
  - { dense: { units: 4 }, name: a }
  - { dense: { units: 4 }, weights: a, expect: { parameters: 20 } }
expect: { parameters: 20, trainable: 20 }
`;
  expect(errorsOf(text)).toEqual([]);
  const wrong = text.replace('units: 4 }, weights', 'units: 5 }, weights');
  expect(errorsOf(wrong)).toEqual(['weights/shape']);
});

test.each(['u x', '3u', 'ü'])('one error for the name `%s`, which other items refer to', (name) => {
  const use = `{ use: unit, name: "${name}", with: { d: 3 } }`;
  expect(errorsOf(specWith({ use, name }))).toEqual(['names/invalid']);
});

test('one error for an item with a reserved name', () => {
  const use = '{ use: unit, name: input, with: { d: 3 } }';
  expect(errorsOf(specWith({ use }).replaceAll(/.*\bu\b.*\n|.*v\/b.*/g, ''))).toEqual(['names/reserved']);
});

test('names with expressions in a block that nobody uses are not known', () => {
  const layers = '{ relu: {}, name: "r${d}" }, { tanh: {}, from: r3 }';
  const text = specWith({}).replace('blocks:', `blocks:\n  other: { params: { d: 3 }, layers: [${layers}] }`);
  expect(errorsOf(text)).toEqual([]);
  expect(errorsOf(text.replace('"r${d}"', 'r4'))).toEqual(['wiring/unknown-name']);
});
