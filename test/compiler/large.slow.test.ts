import { compile } from '../../src/compiler/compile';
import { specWith } from '../support/marks';

/** Seconds of CPU for compiling this many layers: slow, since small specs say nothing about how time grows. */
function secondsFor(layers: number, text: string): number {
  const before = process.cpuUsage();
  // Uses and repeats count towards the limit too.
  const { ok, graph } = compile(text, 'spec.yaml', { limits: { layers: 2 * layers } });
  const { user, system } = process.cpuUsage(before);
  expect([ok, graph?.nodes.length]).toEqual([true, layers]);
  return (user + system) / 1e6;
}

const written = (layers: number): string => specWith('  - relu\n'.repeat(layers));
const repeated = (layers: number): string =>
  specWith(
    `  - repeat: { times: ${layers / 5}, layers: [{ use: unit }] }`,
    `blocks:
  unit:
    layers:
      - conv2d: { filters: 4, kernel: 3, padding: same, bias: false }
      - batch_norm
      - branch: { a: [relu], b: [{ conv2d: { filters: 4, kernel: 1 } }] }
      - add
`,
  );

test.each([
  ['written one by one', written, 2_000],
  ['repeated', repeated, 10_000],
])('the time for layers that are %s grows with their number', (_name, textOf, few) => {
  secondsFor(few, textOf(few));
  const [small, large] = [secondsFor(few, textOf(few)), secondsFor(10 * few, textOf(10 * few))];
  // Ten times as many layers; quadratic time would be a hundred times as long.
  expect(large).toBeLessThan(40 * Math.max(small, 0.02));
});
