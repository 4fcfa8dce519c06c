import { parseCpuInfo, readCpuInfo } from './cpu-info';

/** Whether the CPU multiplies numbers of 16 bits (bfloat16) by itself; without that they are slower than those of 32 bits. */
export type Bf16 = 'yes' | 'no' | 'unknown';

/** By the flags of an x86 CPU under Linux; elsewhere nobody says. `cpuInfo` is the text of /proc/cpuinfo. */
export function bf16OfCpu(platform: NodeJS.Platform = process.platform, cpuInfo = readCpuInfo()): Bf16 {
  const flags = platform === 'linux' && /^flags\s*:/m.test(cpuInfo) ? parseCpuInfo(cpuInfo) : undefined;
  if (!flags) return 'unknown';
  return flags.some((flag) => flag === 'avx512_bf16' || flag === 'amx_bf16') ? 'yes' : 'no';
}
