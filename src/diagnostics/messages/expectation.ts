import { both, count } from './words';

export const expectation = {
  'expect/flatten-size': (a: { declared: number; inferred: number }) => ({
    text: `\`flatten\` produces ${count(a.inferred, 'feature')}, but \`size\` is ${a.declared}`,
  }),
  'expect/dense-inputs': (a: { declared: number; inferred: number }) => ({
    text: `\`dense\` receives ${count(a.inferred, 'feature')}, but \`inputs\` is ${a.declared}`,
  }),
  'expect/value': (a: { of: string; key: string; declared: string; inferred: string }) => ({
    text: `${a.of} has ${countOf(a.key, a.inferred)}, but \`expect\` says ${a.declared}`,
  }),
  'expect/not-there': (a: { of: string; key: string; found: string; axes: readonly string[] }) => ({
    text: `${a.of} has shape ${a.found}, which has no \`${a.key}\``,
    help: `its sizes are ${both(a.axes.map((axis) => `\`${axis}\``))}`,
  }),
};

/** `118 parameters`, `length 12`. */
function countOf(key: string, value: string): string {
  const counted: Readonly<Record<string, string>> = {
    parameters: 'parameter',
    trainable: 'trainable parameter',
    macs: 'multiply-accumulate',
  };
  const noun = counted[key];
  return noun === undefined ? `${key} ${value}` : count(Number(value), noun);
}
