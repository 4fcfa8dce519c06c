import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const bench = join(__dirname, '../../bench/mutants.mjs');

interface Figures {
  readonly mutants: number;
  readonly legal: number;
  readonly line: number;
  readonly suggestion: number;
  readonly odd: number;
  readonly fixed: number;
  readonly moreThanThree: number;
  readonly exceptions: number;
}

test('errors are reported at the right line, and certain ones fixed', () => {
  const out = execFileSync(process.execPath, [bench, '--count', '300', '--seed', '7', '--json'], { encoding: 'utf8' });
  const { word, value, flip, expectation } = JSON.parse(out) as Record<string, Figures>;
  const share = (figures: Figures | undefined, key: 'line' | 'suggestion' | 'odd' | 'fixed'): number =>
    figures ? figures[key] / (figures.mutants - figures.legal) : 0;
  expect(share(word, 'line')).toBeGreaterThanOrEqual(0.99);
  expect(share(word, 'suggestion')).toBeGreaterThanOrEqual(0.98);
  expect(share(word, 'fixed')).toBeGreaterThanOrEqual(0.97);
  expect(share(value, 'line')).toBeGreaterThanOrEqual(0.93);
  expect(share(flip, 'odd')).toBeGreaterThanOrEqual(0.95);
  expect(share(expectation, 'fixed')).toBe(1);
  for (const figures of [word, value, flip, expectation])
    expect([figures?.moreThanThree, figures?.exceptions]).toEqual([0, 0]);
});
