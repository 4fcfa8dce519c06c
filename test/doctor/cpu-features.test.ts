import { parseSysctl, readCpuFeatures } from '../../src/doctor/probes';
import { parseCpuInfo } from '../../src/engines/cpu-info';

test.each([
  ['x86', 'processor\t: 0\nflags\t\t: fpu avx avx2\n\nprocessor\t: 1\nflags\t\t: fpu\n', ['fpu', 'avx', 'avx2']],
  ['ARM', 'processor\t: 0\nFeatures\t: fp asimd bf16\n', ['fp', 'asimd', 'bf16']],
  ['neither', 'processor : 0\n', undefined],
  ['nothing', '', undefined],
])('/proc/cpuinfo of %s', (_name, text, expected) => expect(parseCpuInfo(text)).toEqual(expected));

test.each([
  ['an Intel Mac', 'FPU SSE4.2 AVX1.0\nAVX2 BMI2\n', ['fpu', 'sse4.2', 'avx', 'avx2', 'bmi2']],
  ['an ARM Mac', '', undefined],
])('sysctl of %s', (_name, text, expected) => expect(parseSysctl(text)).toEqual(expected));

test('runs nothing if it cannot ask', async () => {
  const run = () => Promise.reject(new Error('must not run'));
  expect(await readCpuFeatures('win32', run)).toBeUndefined();
});
