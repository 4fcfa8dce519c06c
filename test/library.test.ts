import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as modelc from '../src';
import { shippedBlocks, shippedSpecs } from './support/shipped-specs';

const root = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const files = Object.fromEntries([...shippedSpecs, ...shippedBlocks].map((file) => [file, read(file)]));

const SPEC = `modelc: 1
let: { width: 4 }
input: { height: 8, width: 8, channels: 3 }
layers:
  - conv2d: { filters: "\${width}", kernel: 3 }
  - flatten: { size: 145 }
  - dense: { units: 2 }
`;

describe.each(shippedSpecs)('%s', (file) => {
  const fromMemory = modelc.compile(read(file), { file, includes: modelc.memoryReader(files) });
  const fromFolder = modelc.compileFile(join(root, file));
  const byReader = modelc.compile(read(file), {
    file: join(root, file),
    includes: modelc.folderReader(join(root, 'specs')),
  });

  test('compiles from memory and from a folder to the same summary', () => {
    for (const { ok, diagnostics } of [fromMemory, fromFolder, byReader]) expect([ok, diagnostics]).toEqual([true, []]);
    const summary = modelc.summarize(fromFolder, { batch: 2 });
    expect(summary?.parameters.total).toBeGreaterThan(0);
    expect(modelc.summarize(fromMemory, { batch: 2 })).toEqual(summary);
    expect(modelc.summarize(byReader, { batch: 2 })).toEqual(summary);
    expect(modelc.diff(fromMemory, fromFolder).same).toBe(true);
  });

  test('is explained, rendered and unchanged by fix', () => {
    const last = modelc.summarize(fromMemory)?.nodes.at(-1);
    expect(modelc.explain(fromMemory, last?.name ?? '')).toMatchObject({ node: last?.name, output: last?.output });
    const rendered = modelc.render(fromMemory);
    expect(modelc.diff(rendered, fromFolder).same).toBe(true);
    const { text, made, files: changed } = modelc.fix(read(file), { file, includes: modelc.memoryReader(files) });
    expect([text, made, changed.size]).toEqual([read(file), [], 0]);
  });
});

test('check returns errors as data', () => {
  const { ok, diagnostics } = modelc.check(SPEC, { file: 'net.yaml' });
  expect(ok).toBe(false);
  expect(diagnostics).toMatchObject([
    { code: 'expect/flatten-size', range: { file: 'net.yaml', start: { line: 6, column: 22 } } },
  ]);
});

test('values of let and limits are as on the command line', () => {
  expect(modelc.check(SPEC.replace('145', '"${36 * width}"'), { let: { width: 8 } }).ok).toBe(true);
  expect(modelc.summarize(SPEC.replace('145', '288'), { let: { width: 8 } })?.nodes[0]?.output).toEqual([6, 6, 8]);
  expect(modelc.check(SPEC, { limits: { layers: 2 } }).diagnostics).toMatchObject([{ code: 'graph/too-many-nodes' }]);
});

test('diagnostics render as text', () => {
  const { diagnostics } = modelc.compile(SPEC, { file: 'net.yaml' });
  expect(modelc.renderDiagnostics(diagnostics)).toMatch(/^error\[expect\/flatten-size\]: .*\n +--> net\.yaml:6:22\n/);
  expect(modelc.renderDiagnostics(diagnostics, { format: 'concise' })).toMatch(/^net\.yaml:6:22: error/);
  expect(modelc.renderDiagnostics(diagnostics, { color: true })).toContain('\u001b[');
});

test('fix applies certain fixes, in included files too', () => {
  expect(modelc.fix(SPEC)).toMatchObject({
    text: SPEC.replace('145', '144'),
    made: [{ code: 'expect/flatten-size' }],
    compilation: { ok: true },
  });
  const unit = 'modelc: 1\nblocks: { unit: { layers: [{ conv2d: { filtrs: 2, kernel: 1 } }] } }\n';
  const spec =
    'modelc: 1\ninclude: [unit.yaml]\ninput: { height: 4, width: 4, channels: 1 }\nlayers: [{ use: unit }]\n';
  const fixed = modelc.fix(spec, { file: 'net.yaml', includes: modelc.memoryReader({ 'unit.yaml': unit }) });
  expect([...fixed.files]).toEqual([['unit.yaml', unit.replace('filtrs', 'filters')]]);
  expect(fixed.text).toBe(spec);
});

test('functions that need a spec without errors throw its diagnostics', () => {
  for (const ask of [() => modelc.diff(SPEC, SPEC), () => modelc.render(SPEC), () => modelc.minimumInput(SPEC)])
    expect(ask).toThrow(modelc.SpecError);
  expect(() => modelc.render(SPEC)).toThrow(/spec\.yaml:6:22: error\[expect\/flatten-size\]/);
});

describe('targets', () => {
  const sound = SPEC.replace('145', '144');
  const half = `${sound.replace('units: 2', 'units: 10')}train: { dataset: { idx: data }, precision: bf16 }\nallow: [layers/two-linear]\n`;

  test.each(modelc.targetNames)('emit gives the files of %s', async (target) => {
    expect(await modelc.emit(sound, target)).toEqual([{ name: expect.any(String), content: expect.anything() }]);
  });
  test('what a target does not support is an error in the spec', async () => {
    expect(modelc.check(half)).toEqual({ ok: true, diagnostics: [] });
    const found = [{ code: 'target/unsupported', range: { start: { line: 8, column: 45 } } }];
    expect(modelc.check(half, { target: 'tfjs' })).toMatchObject({ ok: false, diagnostics: found });
    expect(modelc.check(half, { target: 'pytorch' }).ok).toBe(true);
    await expect(modelc.emit(half, 'tfjs')).rejects.toThrow(modelc.SpecError);
  });
});

test('explain and minimumInput return what the command prints', () => {
  expect(modelc.explain(SPEC, 'conv2d.channels')).toMatchObject({ node: 'conv2d', answers: [{ value: 4 }] });
  expect(modelc.explain(SPEC, 'conv3d')).toMatchObject({ help: expect.stringContaining('conv2d') });
  expect(modelc.minimumInput(SPEC.replace('{ size: 145 }', '{}'))?.training?.square).toBe(3);
  expect(modelc.explainCode('shape/concat')?.why).toMatch(/\w/);
  expect(modelc.explainCode('shape/concatt')).toBeUndefined();
});

describe('memoryReader', () => {
  const include = (path: string): string =>
    `modelc: 1\ninclude: [${path}]\ninput: { features: 4 }\nlayers: [{ dense: { units: 2 } }]\n`;
  const reader = modelc.memoryReader({
    'blocks/a.yaml': 'modelc: 1\ninclude: [b.yaml]\n',
    'blocks/b.yaml': 'modelc: 1\n',
  });
  test.each([
    ['blocks/a.yaml', 'net.yaml', []],
    ['./blocks/../blocks/a.yaml', 'net.yaml', []],
    ['a.yaml', 'blocks/net.yaml', []],
    ['blocks/c.yaml', 'net.yaml', ['include/not-found']],
    ['../a.yaml', 'net.yaml', ['include/outside']],
    ['/blocks/a.yaml', 'net.yaml', ['include/outside']],
  ])('%s from %s', (path, file, expected) => {
    expect(modelc.check(include(path), { file, includes: reader }).diagnostics.map(({ code }) => code)).toEqual(
      expected,
    );
  });
  test('suggests a path that differs by one letter', () => {
    const { diagnostics } = modelc.check(include('blocks/c.yaml'), { file: 'net.yaml', includes: reader });
    expect(diagnostics[0]?.help).toMatch(/blocks\/[ab]\.yaml/);
  });
  test('without a reader, a spec cannot include files', () => {
    expect(modelc.check(include('blocks/a.yaml')).diagnostics.map(({ code }) => code)).toEqual(['include/no-files']);
  });
});

test('folder paths in messages are relative to the working directory', () => {
  const { source } = modelc.compileFile(relative('', join(root, 'specs/missing.yaml')));
  expect(source.file).toBe(relative('', join(root, 'specs/missing.yaml')));
});
