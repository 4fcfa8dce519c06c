import { bf16OfCpu } from '../../src/engines/bf16-of-cpu';
import { checkPrecision } from '../../src/engines/check-precision';

test.each([
  ['AVX-512 BF16', 'linux', 'processor : 0\nflags\t\t: fpu avx2 avx512f avx512_bf16\n', 'yes'],
  ['AMX', 'linux', 'flags\t\t: fpu avx2 amx_bf16 amx_tile\n', 'yes'],
  ['neither', 'linux', 'flags\t\t: fpu avx2 avx512f\n', 'no'],
  ['a name that only looks like it', 'linux', 'flags\t\t: fpu avx512_bf16_not\n', 'no'],
  ['an ARM CPU', 'linux', 'Features\t: fp asimd bf16\n', 'unknown'],
  ['no such file', 'linux', '', 'unknown'],
  ['another system', 'darwin', 'flags : avx512_bf16\n', 'unknown'],
] as const)('a CPU with %s', (_name, platform, text, expected) => {
  expect(bf16OfCpu(platform, text)).toBe(expected);
});

test.each(['tensorflow', 'wasm'] as const)('%s takes f32, and refuses bf16 whatever the CPU', (engine) => {
  expect(checkPrecision(engine, 'f32')).toBeUndefined();
  const refused = checkPrecision(engine, 'bf16', () => 'yes');
  expect(refused).toMatchObject({
    message: `engine \`${engine}\` supports only f32, not bf16`,
  });
});

test('the graph takes bf16 unless the CPU is known to lack it', () => {
  expect(checkPrecision('graph', 'f32', () => 'no')).toBeUndefined();
  expect(checkPrecision('graph', 'bf16', () => 'yes')).toBeUndefined();
  expect(checkPrecision('graph', 'bf16', () => 'unknown')).toBeUndefined();
  expect(checkPrecision('graph', 'bf16', () => 'no')).toMatchObject({
    message: expect.stringMatching(/^this CPU does not support bf16/),
  });
});
