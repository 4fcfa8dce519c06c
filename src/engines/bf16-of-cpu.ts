import { parseCpuInfo, readCpuInfo } from './cpu-info';

/** Whether the CPU has native bfloat16 multiplication; without it, bfloat16 is slower than 32-bit floats. */
export type Bf16 = 'yes' | 'no' | 'unknown';

/** From the flags of an x86 CPU on Linux; unknown elsewhere. `cpuInfo` is the text of /proc/cpuinfo. */
export function bf16OfCpu(platform: NodeJS.Platform = process.platform, cpuInfo = readCpuInfo()): Bf16 {
  const flags = platform === 'linux' && /^flags\s*:/m.test(cpuInfo) ? parseCpuInfo(cpuInfo) : undefined;
  if (!flags) return 'unknown';
  return flags.some((flag) => flag === 'avx512_bf16' || flag === 'amx_bf16') ? 'yes' : 'no';
}
