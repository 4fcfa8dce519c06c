import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compile } from '../../src/compiler/compile';
import { textOf } from '../../src/diagnostics/source';
import { folderReader } from '../../src/files/read-include';

let folder: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-include-')));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const UNIT =
  'modelc: 1\nlet: { base: 4 }\nblocks:\n  unit: { params: { n: "${base}" }, layers: [{ conv2d: { filters: "${n}", kernel: 1 } }, relu] }\n';

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

/** The main spec, with what it includes and uses. */
function main(include: string, rest = 'layers: [{ use: unit }]\n'): string {
  return `modelc: 1\ninclude: ${include}\ninput: { height: 4, width: 4, channels: 3 }\n${rest}`;
}

/** Each error as `code: text at its position`, with the file's name if it is not the main one. */
function mistakes(text: string, root = folder): string[] {
  const spec = path.join(folder, 'spec.yaml');
  const { diagnostics } = compile(text, spec, { includes: folderReader(root) });
  return diagnostics.map(({ code, span }) => {
    const name = span.source.file === spec ? '' : ` in ${path.basename(span.source.file)}`;
    return `${code}: ${textOf(span)}${name}`;
  });
}

test('blocks and values of an included file are visible', () => {
  write('blocks/unit.yaml', UNIT);
  expect(
    mistakes(
      main('[blocks/unit.yaml]', 'layers: [{ use: unit }, { conv2d: { filters: "${base * 2}", kernel: 1 } }]\n'),
    ),
  ).toEqual([]);
});

test('includes nest, paths are relative to their file, and a file included twice is read once', () => {
  write('blocks/unit.yaml', UNIT);
  write(
    'blocks/deep/pair.yaml',
    'modelc: 1\ninclude: [../unit.yaml]\nblocks: { pair: { layers: [{ use: unit }, { use: unit, with: { n: "${base}" } }] } }\n',
  );
  expect(
    mistakes(main('[blocks/deep/pair.yaml, blocks/unit.yaml]', 'layers: [{ use: pair }, { use: unit }]\n')),
  ).toEqual([]);
});

test('a file and a link to it are the same file', () => {
  write('unit.yaml', UNIT);
  fs.symlinkSync('unit.yaml', path.join(folder, 'link.yaml'));
  expect(mistakes(main('[unit.yaml, link.yaml]'))).toEqual([]);
});

test('--set reaches the values of included files', () => {
  write('unit.yaml', UNIT);
  const { graph } = compile(main('[unit.yaml]'), path.join(folder, 'spec.yaml'), {
    includes: folderReader(folder),
    settings: new Map([['base', '7']]),
  });
  expect(graph?.typings.get(1)?.output.at(-1)?.value).toBe(7);
});

describe('`with` next to an included file', () => {
  const channels = (include: string, settings: Readonly<Record<string, string>> = {}): number | undefined =>
    compile(main(include), path.join(folder, 'spec.yaml'), {
      includes: folderReader(folder),
      settings: new Map(Object.entries(settings)),
    })
      .graph?.typings.get(1)
      ?.output.at(-1)?.value;

  test('sets its values, and --set overrides them', () => {
    write('unit.yaml', UNIT);
    expect(channels('[{ file: unit.yaml }]')).toBe(4);
    expect(channels('[{ file: unit.yaml, with: { base: 6 } }]')).toBe(6);
    expect(channels('[{ file: unit.yaml, with: { base: 6 } }]', { base: '7' })).toBe(7);
  });

  test('reaches the files that it includes', () => {
    write('unit.yaml', UNIT);
    write('all.yaml', 'modelc: 1\ninclude: [unit.yaml]\nlet: { twice: "${base * 2}" }\n');
    const include = '[{ file: all.yaml, with: { base: 6 } }, unit.yaml]';
    expect(channels(include)).toBe(6);
    expect(
      mistakes(main(include, 'layers: [{ conv2d: { filters: "${twice}", kernel: 1 }, expect: { channels: 12 } }]')),
    ).toEqual([]);
  });

  test.each([
    ['an unknown value', '[{ file: unit.yaml, with: { bsae: 6 } }]', 'include/unknown-value', 'bsae'],
    ['another type', '[{ file: unit.yaml, with: { base: yes } }]', 'include/value-type', 'yes'],
    ['an expression', '[{ file: unit.yaml, with: { base: "${4}" } }]', 'include/value-type', '"${4}"'],
    ['no map', '[{ file: unit.yaml, with: [base] }]', 'schema/shape-of', '[base]'],
    ['another key', '[{ file: unit.yaml, wiht: {} }]', 'schema/unknown-key', 'wiht'],
    ['no file', '[{ with: {} }]', 'schema/missing', '{ with: {} }'],
    [
      'the same twice',
      '[{ file: unit.yaml, with: { base: 5 } }, { file: unit.yaml, with: { base: 6 } }]',
      'include/given-twice',
      'base',
    ],
  ])('refuses %s', (_name, include, code, at) => {
    write('unit.yaml', UNIT);
    const rest = 'layers: [relu]\n';
    expect(mistakes(main(include, rest))).toEqual([`${code}: ${at}`]);
  });

  test("does not reach the spec's own values", () => {
    write('unit.yaml', UNIT);
    const rest = 'let: { own: 3 }\nlayers: [{ use: unit }]\n';
    expect(mistakes(main('[{ file: unit.yaml, with: { own: 6 } }]', rest))).toEqual(['include/unknown-value: own']);
  });
});

test('a mistake in an included file is shown there', () => {
  write('unit.yaml', UNIT.replace('conv2d', 'cnov2d'));
  expect(mistakes(main('[unit.yaml]'))).toEqual(['schema/unknown-kind: cnov2d in unit.yaml']);
});

test('what an included file may not contain', () => {
  write('unit.yaml', `${UNIT}layers: [relu]\n`);
  expect(mistakes(main('[unit.yaml]'))).toEqual(['schema/unknown-key: layers in unit.yaml']);
});

test('a name in two files is shown in both', () => {
  write('unit.yaml', UNIT);
  const spec = main('[unit.yaml]', 'blocks: { unit: { layers: [relu] } }\nlayers: [{ use: unit }]\n');
  const { diagnostics } = compile(spec, path.join(folder, 'spec.yaml'), { includes: folderReader(folder) });
  expect(diagnostics.map(({ code }) => code)).toEqual(['names/clash']);
  expect(path.basename(diagnostics[0]?.notes[0]?.span?.source.file ?? '')).toBe('unit.yaml');
});

describe('is refused', () => {
  const outside = path.join(os.tmpdir(), 'modelc-outside.yaml');
  beforeEach(() => fs.writeFileSync(outside, UNIT));
  afterEach(() => fs.rmSync(outside, { force: true }));

  test.each([
    ['a path that leaves by ..', '../modelc-outside.yaml', 'include/outside'],
    ['a path that leaves and comes back', `../${path.basename('x')}/../spec.yaml`, 'include/outside'],
    ['an absolute path', outside, 'include/outside'],
    ['a device', '/dev/zero', 'include/outside'],
    ['a missing file', 'untis.yaml', 'include/not-found'],
    ['a folder', 'inner', 'include/unreadable'],
  ])('%s', (_name, file, code) => {
    write('units.yaml', UNIT);
    fs.mkdirSync(path.join(folder, 'inner'));
    expect(mistakes(main(`[${JSON.stringify(file)}]`))).toEqual([`${code}: ${JSON.stringify(file)}`]);
  });

  test('a link that leaves the root, and a circular one', () => {
    fs.symlinkSync(outside, path.join(folder, 'link.yaml'));
    fs.symlinkSync('/dev/zero', path.join(folder, 'zero.yaml'));
    fs.symlinkSync('round.yaml', path.join(folder, 'round.yaml'));
    expect(mistakes(main('[link.yaml, zero.yaml, round.yaml]'))).toEqual([
      'include/outside: link.yaml',
      'include/outside: zero.yaml',
      'include/unreadable: round.yaml',
    ]);
  });

  test('a pipe, a file that is too large, and one that is not text', () => {
    write('large.yaml', ' '.repeat(1024 * 1024 + 1));
    fs.writeFileSync(path.join(folder, 'bytes.yaml'), Uint8Array.of(0xff, 0xfe, 0x00));
    expect(mistakes(main('[large.yaml, bytes.yaml]'))).toEqual([
      'include/unreadable: large.yaml',
      'include/unreadable: bytes.yaml',
    ]);
  });

  test('a cycle, with its chain', () => {
    write('a.yaml', 'modelc: 1\ninclude: [b.yaml]\n');
    write('b.yaml', 'modelc: 1\ninclude: [a.yaml]\n');
    expect(mistakes(main('[a.yaml]', 'layers: [relu]\n'))).toEqual(['include/circle: a.yaml in b.yaml']);
  });

  test('a cycle back to the spec itself, and nothing else', () => {
    const text = main('[parts/a.yaml]', 'layers: [relu]\n');
    write('spec.yaml', text);
    write('parts/a.yaml', 'modelc: 1\ninclude: [../spec.yaml]\n');
    expect(mistakes(text)).toEqual(['include/circle: ../spec.yaml in a.yaml']);
    const itself = main('[./spec.yaml]', 'layers: [relu]\n');
    write('spec.yaml', itself);
    expect(mistakes(itself)).toEqual(['include/circle: ./spec.yaml']);
  });

  test('an endless chain, and files that each include all others', () => {
    for (let index = 0; index < 150; index++)
      write(
        `f${index}.yaml`,
        `modelc: 1\ninclude: [${Array.from({ length: 10 }, (_, next) => `f${(index + next + 1) % 150}.yaml`).join(', ')}]\n`,
      );
    const began = Date.now();
    const found = mistakes(main('[f0.yaml]', 'layers: [relu]\n'));
    expect(
      found.filter((mistake) => mistake.startsWith('include/too-many') || mistake.startsWith('include/circle')).length,
    ).toBeGreaterThan(0);
    expect(Date.now() - began).toBeLessThan(5000);
  });

  test('another version, none, and a value that is not a map', () => {
    write('later.yaml', UNIT.replace('modelc: 1', 'modelc: 2'));
    write('list.yaml', '[1]\n');
    expect(mistakes(main('[later.yaml, list.yaml]'))).toEqual([
      'schema/version: 2 in later.yaml',
      'schema/not-a-spec: [1] in list.yaml',
    ]);
  });

  test('a word in place of a list', () => {
    expect(mistakes(main('unit.yaml'))).toEqual(['schema/shape-of: unit.yaml']);
  });

  test('without access to files', () => {
    expect(compile(main('[unit.yaml]')).diagnostics.map(({ code }) => code)).toEqual(['include/no-files']);
  });
});
