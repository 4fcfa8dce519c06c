import { type Check, renderChecks } from '../../src/doctor/check';

const node: Check = { name: 'Node.js', status: 'ok', found: '22.1.0' };
const pip: Check = { name: 'pip', status: 'warning', found: 'not found', help: 'install it' };
const wasm: Check = { name: 'WebAssembly engine', status: 'ok', found: '4.22.0', engine: 'wasm' };
const native: Check = { name: 'native engine', status: 'ok', found: 'works', engine: 'tensorflow' };

test('one line per check, help below it, and a verdict', () => {
  expect(renderChecks([node, pip, wasm], false).split('\n')).toEqual([
    'ok       Node.js             22.1.0',
    'warning  pip                 not found',
    '                             -> install it',
    'ok       WebAssembly engine  4.22.0',
    '',
    'This machine trains on WebAssembly; the native engine would be faster.',
  ]);
});

test.each([
  ['both', [wasm, native], 'trains on the native engine'],
  ['only native', [{ ...wasm, status: 'error' as const }, native], 'trains on the native engine'],
  ['neither', [node], 'cannot train'],
])('the verdict with %s', (_name, checks, verdict) => expect(renderChecks(checks, false)).toMatch(verdict));

test('colours only if requested', () => {
  const colorCode = '\u001b[';
  expect(renderChecks([node, pip], true)).toContain(colorCode);
  expect(renderChecks([node, pip], false)).not.toContain(colorCode);
});
