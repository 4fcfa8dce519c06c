import { blameCauses } from '../../src/diagnostics/blame-causes';
import { countUses } from '../../src/diagnostics/count-uses';
import { diagnose } from '../../src/diagnostics/diagnose';
import { hasCode } from '../../src/diagnostics/diagnostic';
import { mergeRepeats } from '../../src/diagnostics/merge-repeats';
import { Collector, type Details, type Finding } from '../../src/diagnostics/report';
import { makeSource, type Source, type Span } from '../../src/diagnostics/source';
import { suppress } from '../../src/diagnostics/suppress';
import { helpOf, messageOf } from '../../src/diagnostics/wording';

const main = makeSource('spec.yaml', 'abcdefghij');
const other = makeSource('block.yaml', 'abcdefghij');
const at = (start: number, source: Source = main): Span => ({ source, start, end: start + 1 });
const use = (name: string) => ({ name, span: at(9) });

/** A finding with the number of a value and its maximum. */
function wrong(start: number, found: string, details: Details<'schema/value'> = {}): Finding {
  const args = { key: 'units', expected: 'at most 3', found };
  return { code: 'schema/value', span: at(start), args, severity: 'error', details };
}

const starts = (findings: readonly Finding[]): number[] => findings.map(({ span }) => span.start);

describe('the collector', () => {
  test('keeps every finding in order, with its arguments', () => {
    const collector = new Collector();
    collector.add('names/reserved', at(1), { name: 'input', what: 'a layer' });
    collector.add('layers/unread', at(0), { layer: 'a', before: [], shared: false });
    expect(collector.findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['names/reserved', 'error'],
      ['layers/unread', 'warning'],
    ]);
    expect(collector.hasErrors).toBe(true);
  });

  test('has no errors if there are only warnings', () => {
    const collector = new Collector();
    collector.add('names/reserved', at(1), { name: 'input', what: 'a layer' }, { severity: 'warning' });
    expect(collector.hasErrors).toBe(false);
  });

  test('keeps a limited number of findings, and always the first error', () => {
    const collector = new Collector();
    for (let i = 0; i < 100_001; i++)
      collector.add('names/reserved', at(i), { name: 'input', what: 'a layer' }, { severity: 'warning' });
    expect(collector.findings).toHaveLength(100_000);
    collector.add('names/reserved', at(1), { name: 'input', what: 'a layer' });
    collector.add('names/reserved', at(2), { name: 'input', what: 'a layer' });
    expect(collector.findings).toHaveLength(100_001);
  });
});

describe('causes', () => {
  const cause = { span: at(0), uses: [] };

  test.each<[name: string, findings: Finding[], expected: number[]]>([
    ['one wrong value is reported itself', [wrong(1, '7', { cause })], [1]],
    [
      'the cause of two is reported instead, once for each',
      [wrong(1, '7', { cause }), wrong(2, '8', { cause })],
      [0, 0],
    ],
    ['a repeat of one value makes no second', [wrong(1, '7', { cause }), wrong(1, '7', { cause })], [1, 1]],
    [
      'what else is said of the same value goes with it',
      [wrong(1, '5'), wrong(1, '7', { cause }), wrong(2, '8', { cause })],
      [0, 0],
    ],
    ['other findings stay', [wrong(1, '7', { cause }), wrong(5, '9'), wrong(2, '8', { cause })], [0, 5, 0]],
    ['as many as the cause asks for', [1, 2].map((i) => wrong(i, '7', { cause: { ...cause, least: 3 } })), [1, 2]],
  ])('%s', (_name, findings, expected) => {
    expect(starts(blameCauses(findings))).toEqual(expected);
  });

  test('the cause names the first three locations, and has its own arguments', () => {
    const args = { key: 'n', expected: 'an integer', found: '`x`' };
    const findings = [1, 2, 3, 4].map((i) => wrong(i, '7', { cause: { ...cause, args } }));
    const [first] = blameCauses(findings);
    expect(first?.args).toBe(args);
    expect(first?.details.notes?.map(({ span }) => span?.start)).toEqual([1, 2, 3]);
  });
});

describe('repeats', () => {
  const inUse = (name: string, found = '7'): Finding => wrong(1, found, { uses: [use('outer'), use(name)] });

  test.each<[name: string, findings: Finding[], uses: string[], others: string[]]>([
    ['the same in three uses', [inUse('a'), inUse('b'), inUse('c'), inUse('b')], ['a', 'b', 'c'], []],
    ['something else in one use', [inUse('a'), inUse('b', '9'), inUse('c')], ['a', 'c'], ['b']],
    ['outside blocks', [wrong(1, '7'), wrong(1, '7')], [], []],
  ])('%s', (_name, findings, uses, others) => {
    const [mistake, ...more] = mergeRepeats(findings);
    expect(more).toEqual([]);
    expect([...(mistake?.uses.keys() ?? [])]).toEqual(uses);
    expect(mistake?.others.map((one) => one.use.name)).toEqual(others);
  });

  test('another code or another location is another mistake', () => {
    const unknown: Finding = { ...wrong(1, '7'), code: 'names/reserved', args: { name: 'a', what: 'a layer' } };
    expect(mergeRepeats([wrong(1, '7'), unknown, wrong(2, '7')])).toHaveLength(3);
  });

  test('a value that is wrong for each consumer is one mistake, whatever its name there', () => {
    const typed: Finding = {
      ...wrong(1, '7', { blamed: true }),
      code: 'blocks/parameter-type',
      args: { parameter: 'n', expected: 'a number', found: '`x`' },
    };
    expect(mergeRepeats([wrong(1, '7', { blamed: true }), typed])).toHaveLength(1);
  });
});

describe('uses', () => {
  const counted = (findings: readonly Finding[]) => mergeRepeats(findings).map(countUses);
  const inUse = (name: string, details: Details<'schema/value'> = {}): Finding =>
    wrong(1, '7', { ...details, uses: [use(name)] });

  test('are counted, with those left untyped', () => {
    const elsewhere = () => [use('b'), use('c'), use('d'), use('e')];
    const [diagnostic] = counted([inUse('a', { elsewhere }), inUse('b')]);
    expect(diagnostic?.notes.map(({ message }) => message)).toEqual([
      'one mistake, reported for 5 uses of the block: `a`, `b`, `c`, `d` and 1 more',
    ]);
  });

  test('a use with a different finding removes the fix', () => {
    const fixes = [{ title: 'write `3`', certainty: 'certain', edits: [] }] as const;
    const [same] = counted([inUse('a', { fixes })]);
    expect(same?.fixes).toHaveLength(1);
    const [differing] = counted([
      inUse('a', { fixes }),
      { ...inUse('b'), args: { key: 'units', expected: '1', found: '2' } },
    ]);
    expect(differing?.fixes).toEqual([]);
    expect(differing && helpOf(differing)).toContain('make it a parameter');
    expect(differing?.notes.at(-1)?.message).toBe('in `b`: `units` must be 1, found 2');
  });
});

test('diagnostics are in the order of the text, the spec before its included files', () => {
  const included: Finding = { ...wrong(0, '1'), span: at(0, other) };
  const found = diagnose([included, wrong(5, '1'), wrong(2, '1')], main);
  expect(found.map(({ span }) => [span.source.file, span.start])).toEqual([
    ['spec.yaml', 2],
    ['spec.yaml', 5],
    ['block.yaml', 0],
  ]);
});

test('a diagnostic keeps the arguments of its message', () => {
  const [found] = diagnose([wrong(0, '7')]);
  if (!found || !hasCode(found, 'schema/value')) throw new Error('another code');
  expect(found.args.expected).toBe('at most 3');
  expect(messageOf(found)).toBe('`units` must be at most 3, found 7');
});

describe('suppression', () => {
  const syntax: Finding = { ...wrong(3, ''), code: 'yaml/tab', args: {} };
  const deep: Finding = { ...wrong(3, ''), code: 'yaml/too-deep', args: { limit: 1 } };
  const warning: Finding = { ...wrong(1, '7'), severity: 'warning' };
  const missing: Finding = { ...wrong(0, ''), code: 'schema/missing', args: { key: 'a', in: 'b', expected: 'c' } };
  const included: Finding = { ...wrong(8, '1'), span: at(8, other) };
  const whole = { source: main, brokenFrom: undefined, allowed: new Set<never>() };

  test.each<[name: string, findings: Finding[], doubts: Partial<Parameters<typeof suppress>[1]>, expected: string[]]>([
    ['a single warning is kept', [warning], {}, ['schema/value']],
    ['a warning that is allowed is not', [warning], { allowed: new Set(['schema/value']) }, []],
    ['nor one beside an error', [warning, wrong(2, '7')], {}, ['schema/value']],
    ['all of a file that was read is kept', [missing, wrong(8, '7')], {}, ['schema/missing', 'schema/value']],
    [
      'nothing behind the break',
      [syntax, wrong(2, '7'), wrong(8, '7')],
      { brokenFrom: 4 },
      ['schema/value', 'yaml/tab'],
    ],
    ['nothing that the missing rest may say', [syntax, missing], { brokenFrom: 4 }, ['yaml/tab']],
    ['included files are whole', [syntax, included], { brokenFrom: 4 }, ['yaml/tab', 'schema/value']],
    ['of a tree that is cut off only what YAML says', [deep, wrong(2, '7')], {}, ['yaml/too-deep']],
  ])('%s', (_name, findings, doubts, expected) => {
    expect(suppress(diagnose(findings, main), { ...whole, ...doubts }).map(({ code }) => code)).toEqual(expected);
  });
});
