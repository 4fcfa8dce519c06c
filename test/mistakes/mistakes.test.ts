import { compile } from '../../src/compiler/compile';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import { helpOf, messageOf } from '../../src/diagnostics/wording';
import { readMarks } from '../support/marks';
import { includes, type Mistake, markedSpec, mistakes } from './cases';

/** What is wrong about the first message for a mistake. */
function judge(one: Mistake): string[] {
  const { text, pieces } = readMarks(markedSpec(one));
  const [first] = compile(text, 'spec.yaml', { includes }).diagnostics;
  if (one.accepted !== undefined) return first ? [`not accepted: ${messageOf(first)}`] : [];
  if (!first) return ['no message'];
  const [place] = pieces;
  const words = textOf(first);
  return [
    ...(first.code === one.code ? [] : [`code ${first.code}`]),
    ...(first.span.start === place?.start && first.span.end === place.end
      ? []
      : [`from ${first.span.start} to ${first.span.end}`]),
    ...(one.says ?? ['says is missing']).filter((word) => !words.includes(word)).map((word) => `does not say ${word}`),
  ];
}

function textOf(diagnostic: Diagnostic): string {
  const notes = diagnostic.notes.map(({ message }) => message);
  return [messageOf(diagnostic), helpOf(diagnostic) ?? '', ...notes].join('\n');
}

test.each(mistakes)('%s', (_name, one) => expect(judge(one)).toEqual([]));

test('nearly all first messages show the likeliest way out', () => {
  const real = mistakes.filter(([, { accepted }]) => accepted === undefined);
  expect(real.length).toBeGreaterThan(700);
  expect(real.filter(([, { weak }]) => weak).length).toBeLessThan(real.length * 0.05);
});

test('another code, place or word would be noticed, and a message where none is wanted', () => {
  const one: Mistake = {
    mistake: 'a letter left out',
    spec: 'layers:\n  - conv2d: { ‹filtrs›: 8, kernel: 3 }\n',
    code: 'schema/unknown-key',
    says: ['write `filters`'],
  };
  expect(judge(one)).toEqual([]);
  expect(judge({ ...one, code: 'schema/value' })).toHaveLength(1);
  expect(judge({ ...one, says: ['kernel'] })).toHaveLength(1);
  expect(judge({ ...one, spec: one.spec.replace(/[‹›]/g, '').replace('kernel', '‹kernel›') })).toHaveLength(1);
  expect(judge({ ...one, spec: 'layers:\n  - ‹relu›\n' })).toEqual(['no message']);
  expect(judge({ ...one, accepted: 'none' })).toHaveLength(1);
});
