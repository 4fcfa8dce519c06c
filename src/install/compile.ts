import * as path from 'node:path';
import { makeFolders } from '../files/make-folders';
import { describeFailure, InstallFailure } from './failure';
import { libraryDirectory, type Site, tfjsNodeDirectory } from './site';
import type { Tool } from './tools';

// tfjs-node's addon uses Node-API 8, which every Node since 16 has; its loader looks in the folder of that name.
const nodeApi = 8;

/** Compiles tfjs-node's addon from the sources in its package, with the headers that came with the libraries. */
export async function compileAddon(site: Site, headers: string, compiler: Tool): Promise<void> {
  site.say('addon', `compiling tfjs-node's addon with ${compiler.program}`);
  const directory = tfjsNodeDirectory(site.directory);
  const addon = path.join('lib', `napi-v${nodeApi}`, 'tfjs_binding.node');
  makeFolders(path.join(directory, path.dirname(addon)));
  const args = [
    ...['-O2', '-shared', '-fPIC', '-std=c++17', `-DNAPI_VERSION=${nodeApi}`],
    `-I${path.join(site.directory, 'node_modules', 'node-api-headers', 'include')}`,
    `-I${headers}`,
    '-I.',
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((source) => path.join('binding', source)),
    `-L${libraryDirectory(site.directory)}`,
    ...['-ltensorflow', '-ltensorflow_framework'],
    // Relative to the addon, so that the folder can be moved when it is finished.
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
    ...['-o', addon],
  ];
  const result = await site.run(compiler.program, [...compiler.leading, ...args], {
    cwd: directory,
    signal: site.signal,
    timeoutMs: 10 * 60_000,
  });
  if (result.code !== 0) {
    throw new InstallFailure(
      `${compiler.program} could not compile tfjs-node's addon: ${describeFailure(result)}`,
      'it needs C++17 with its standard library: on Debian and Ubuntu `apt-get install g++`, on Fedora `dnf install gcc-c++`',
    );
  }
}
