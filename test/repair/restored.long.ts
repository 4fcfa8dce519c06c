import { dirname, join } from 'node:path';
import { type Compilation, compile } from '../../src/compiler/compile';
import { applyEdits } from '../../src/diagnostics/apply-edits';
import { type Diagnostic, type Fix, hasCode } from '../../src/diagnostics/diagnostic';
import { messageOf } from '../../src/diagnostics/wording';
import { compareGraphs } from '../../src/diff/compare';
import { valuesOf } from '../../src/dimensions/dimension';
import { folderReader } from '../../src/files/read-include';
import { type TypedGraph, typingOf } from '../../src/graph/typed-graph';
import { readShipped, shippedSpecs } from '../support/shipped-specs';
import { structuredNet, textOf } from '../support/structured-nets';
import { Random } from '../targets/random';
import { randomNet } from '../targets/random-spec';
import { breakages, broken } from './breakages';

// Slow, since hundreds of nets are broken, and every repair is applied and compiled.

/** Nets, and how many of them the first repair must restore. */
const CASES = 500;
const LEAST = 0.92;

/** Errors that a wrong join, flattened value, declared number or output causes. */
const REPAIRABLE = /^(shape\/(add|concat|multiply|maximum|subtract)|expect\/|train\/classes)/;

/** A net of which one thing was changed so that something does not fit. */
interface Case {
  readonly of: string;
  readonly original: TypedGraph;
  readonly text: string;
  readonly errors: readonly Diagnostic[];
  readonly read: (text: string) => Compilation;
}

function errorsIn({ diagnostics }: Compilation): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** A count is a contract: it has no repair but itself. */
function isCount(error: Diagnostic): boolean {
  return hasCode(error, 'expect/value') && ['parameters', 'trainable', 'macs'].includes(error.args.key);
}

function caseOf(of: string, original: TypedGraph, text: string, read: Case['read']): Case | undefined {
  const errors = errorsIn(read(text));
  const fits = errors.every(({ code }) => REPAIRABLE.test(code)) && errors.some((error) => !isCount(error));
  return fits ? { of, original, text, errors, read } : undefined;
}

function randomCase(seed: number): Case | undefined {
  const random = new Random(seed + 77_000);
  const { spec, graph } = structuredNet(seed);
  const of = random.pick([...Object.keys(breakages), 'input']);
  const wrong = broken(spec, of, random);
  return wrong && caseOf(of, graph, textOf(wrong, seed), (text) => compile(text));
}

function isRestored({ original, text, errors, read }: Case, choose: (error: Diagnostic) => Fix | undefined): boolean {
  const error = errors.find((one) => !isCount(one));
  const fix = error && choose(error);
  const repaired = fix && read(applyEdits(text, fix.edits));
  return repaired?.graph !== undefined && repaired.ok && compareGraphs(original, repaired.graph).same;
}

/** Fixes after which as many errors are left, or one of another sort. */
function illegalFixes({ of, text, errors, read }: Case): readonly unknown[] {
  return errors.flatMap((error) =>
    error.fixes.flatMap(({ title, edits }) => {
      const left = errorsIn(read(applyEdits(text, edits)));
      const isLegal = left.length < errors.length && left.every(({ code }) => errors.some((one) => one.code === code));
      return isLegal ? [] : [[of, messageOf(error), title, left.map(messageOf)]];
    }),
  );
}

describe('nets that are broken by one edit', () => {
  const cases: Case[] = [];

  beforeAll(() => {
    for (let seed = 0; cases.length < CASES; seed++) {
      const one = randomCase(seed);
      if (one) cases.push(one);
    }
  }, 600_000);

  test('the first repair restores them', () => {
    const restored = cases.filter((one) => isRestored(one, ({ fixes }) => fixes[0]));
    expect(restored.length / CASES).toBeGreaterThanOrEqual(LEAST);
    expect(new Set(cases.map(({ of }) => of)).size).toBe(Object.keys(breakages).length + 1);
  }, 600_000);

  test('every repair is legal', () => {
    expect(cases.flatMap(illegalFixes)).toEqual([]);
    expect(cases.flatMap(({ errors }) => errors.flatMap(({ fixes }) => fixes)).length).toBeGreaterThan(CASES);
  }, 600_000);

  test('negative control: the last repair restores few of those that have several', () => {
    const several = cases.filter(({ errors }) => (errors[0]?.fixes.length ?? 0) > 1);
    const restored = several.filter((one) => isRestored(one, ({ fixes }) => fixes.at(-1)));
    expect(several.length).toBeGreaterThan(CASES / 10);
    expect(restored.length / several.length).toBeLessThan(0.3);
  }, 600_000);
});

/** A number or a word of an attribute, argument, size or declaration. */
const NUMBERS =
  /(?<=\b(?:padding|stride|kernel|filters|units|out|size|height|width|channels|features|length): )(?:\d+(?!\.)|same|valid)\b/g;

/** A shipped spec with another number in one place. */
function shippedCase(file: string, random: Random): Case | undefined {
  const text = readShipped(file);
  const place = random.pick([...text.matchAll(NUMBERS)]);
  const [old] = place;
  const number = Number(old);
  const others = Number.isNaN(number)
    ? ['same', 'valid']
    : [number + 1, Math.max(number - 1, 0), 2 * number].map(String);
  const other = random.pick(others.filter((one) => one !== old));
  const path = join(__dirname, '../..', file);
  const read = (spec: string): Compilation => compile(spec, path, { includes: folderReader(dirname(path)) });
  const { graph } = read(text);
  const wrong = text.slice(0, place.index) + other + text.slice(place.index + old.length);
  return graph && caseOf(file, graph, wrong, read);
}

test('the first repair restores shipped specs with another number', () => {
  const random = new Random(1);
  const cases = shippedSpecs.flatMap((file) => [0, 1, 2].flatMap(() => shippedCase(file, random) ?? []));
  const restored = cases.filter((one) => isRestored(one, ({ fixes }) => fixes[0]));
  expect(cases.length).toBeGreaterThan(25);
  expect(restored.length / cases.length).toBeGreaterThanOrEqual(0.8);
}, 600_000);

test('every repair of a random net of any kinds is legal', () => {
  let repaired = 0;
  for (let seed = 0; seed < 40; seed++) {
    const { spec, graph } = randomNet(seed);
    for (const { name, id } of graph.nodes) {
      const sizes = valuesOf(typingOf(graph, id).output).map((size, axis, all) =>
        axis < all.length - 1 || all.length === 1 ? size + 1 : size,
      );
      const one = caseOf(name, graph, JSON.stringify({ ...spec, expect: { shapes: { [name]: sizes } } }), (text) =>
        compile(text),
      );
      expect([seed, one && illegalFixes(one)]).toEqual([seed, []]);
      repaired += one?.errors[0]?.fixes.length ?? 0;
    }
  }
  expect(repaired).toBeGreaterThan(200);
}, 600_000);
