import { readFileSync } from 'node:fs';
import path from 'node:path';
import { supportDocs } from '../../src/backends/support-docs';
import type { Target } from '../../src/backends/target';
import { targetNames, targets } from '../../src/backends/targets';
import { kinds } from '../../src/schema/kinds';

test('docs/support.md matches the targets', () => {
  expect(readFileSync(path.join(__dirname, '../../docs/support.md'), 'utf8')).toBe(supportDocs());
});

test('it has a row for each target and for each kind', () => {
  const first = supportDocs()
    .split('\n')
    .map((line) => /^\| `(\w+)` \|/.exec(line)?.[1]);
  expect(first.filter((word) => word !== undefined)).toEqual([...targetNames, ...kinds]);
});

test('names what a target does not support', () => {
  const reason = { reason: 'it has none', help: 'leave it out' };
  const limited: Target = {
    ...targets.spec,
    refusals: {
      relu: { what: '`relu`', ...reason },
      conv2d: { when: ({ groups }) => groups > 1, what: '`groups` in `conv2d`', ...reason },
    },
    limits: [{ doc: 'training: it only predicts', check: () => undefined }],
  };
  const lines = supportDocs({ full: targets.spec, limited }).split('\n');
  expect(lines.filter((line) => /^\| `(relu|conv2d|tanh)`/.test(line))).toEqual([
    '| `conv2d` | yes | in part |',
    '| `relu` | yes | no |',
    '| `tanh` | yes | yes |',
  ]);
  expect(lines.filter((line) => line.startsWith('- '))).toEqual([
    '- `limited`: no training: it only predicts.',
    '- `limited` does not support `groups` in `conv2d`: it has none; leave it out.',
    '- `limited` does not support `relu`: it has none; leave it out.',
  ]);
});
