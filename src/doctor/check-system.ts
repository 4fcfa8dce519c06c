import { type CLibrary, waysFor } from '../engines/tfjs-node/machine';
import type { Check } from './check';
import type { Probes } from './probes';

const supportedNodes = [20, 22, 24];

/** Checks Node, the operating system and its C library, the CPU, the memory and the environment. */
export async function checkSystem(probes: Probes): Promise<readonly Check[]> {
  return [
    checkNode(probes),
    checkPlatform(probes),
    await checkCpu(probes),
    checkMemory(probes),
    ...checkEnvironment(probes),
  ];
}

function checkNode({ nodeVersion }: Probes): Check {
  const name = 'Node.js';
  const major = Number(nodeVersion.split('.')[0]);
  if (supportedNodes.includes(major)) return { name, status: 'ok', found: nodeVersion };
  const help = `use Node.js ${supportedNodes.join(', ')}`;
  if (major < 20) return { name, status: 'error', found: `${nodeVersion}, which is too old`, help };
  return { name, status: 'warning', found: `${nodeVersion}, which modelc is not tested with`, help };
}

function checkPlatform({ machine }: Probes): Check {
  const found = `${machine.platform}-${machine.arch}${nameLibrary(machine.libc)}`;
  const ways = waysFor(machine);
  if (typeof ways !== 'string') return { name: 'system', status: 'ok', found };
  return { name: 'system', status: 'warning', found: `${found}: ${ways}`, help: 'train with `--engine wasm`' };
}

function nameLibrary(libc: CLibrary): string {
  switch (libc.kind) {
    case 'glibc':
      return `, glibc ${libc.version}`;
    case 'musl':
      return ', musl';
    case 'other':
      return '';
  }
}

async function checkCpu(probes: Probes): Promise<Check> {
  const name = 'CPU';
  const features = await probes.cpuFeatures();
  const cores = `${probes.cores} ${probes.cores === 1 ? 'core' : 'cores'}`;
  if (!features) return { name, status: 'info', found: `${cores}, instruction sets unknown` };
  const telling = ['avx', 'avx2', 'avx512f', 'avx512_bf16', 'amx_tile', 'amx_bf16', 'asimd', 'bf16'];
  const has = telling.filter((feature) => features.includes(feature));
  const found = `${cores}, ${has.join(', ') || 'no vector instructions that help'}`;
  if (probes.machine.arch !== 'x64') return { name, status: 'info', found };
  if (!has.includes('avx')) {
    return { name, status: 'warning', found, help: 'TensorFlow needs AVX: train with `--engine wasm`' };
  }
  if (has.includes('avx2')) return { name, status: 'ok', found };
  return { name, status: 'warning', found, help: 'training is slow without AVX2' };
}

function checkMemory({ memoryBytes }: Probes): Check {
  const found = `${(memoryBytes / 2 ** 30).toFixed(1)} GiB`;
  if (memoryBytes >= 2 * 2 ** 30) return { name: 'memory', status: 'ok', found };
  return { name: 'memory', status: 'warning', found, help: 'use a small batch; 2 GiB are recommended' };
}

function checkEnvironment({ env }: Probes): readonly Check[] {
  const set = Object.keys(env).filter(
    (key) => /^(TF_(CPP|NUM|ENABLE|DISABLE|XLA)|TFJS|MODELC|OMP|KMP)_/.test(key) && env[key] !== undefined,
  );
  if (set.length === 0) return [];
  const found = set.map((key) => `${key}=${env[key]}`).join(' ');
  if (env.TF_ENABLE_ONEDNN_OPTS !== '0') return [{ name: 'environment', status: 'info', found }];
  const help = 'without oneDNN, dilated and grouped convolutions have no gradient: unset TF_ENABLE_ONEDNN_OPTS';
  return [{ name: 'environment', status: 'warning', found, help }];
}
