import * as path from 'node:path';
import type { Ways } from '../engines/tfjs-node/machine';
import type { Wheel } from '../engines/tfjs-node/pins';
import { compileAddon } from './compile';
import { isDownloadOpen, runInstallScript } from './download-way';
import { InstallFailure } from './failure';
import { installPackages, removeSourceMaps } from './packages';
import type { Site } from './site';
import { removeDirectory } from './staging';
import { findCompiler, findPip, findPython } from './tools';
import { fetchWheel, unpackWheel } from './wheel';

/**
 * Builds the engine's folder at the site, except for the final check: packages, libraries and addon. Uses tfjs-node's own
 * download if it is reachable, otherwise the wheel. Returns the way that worked; throws InstallFailure.
 */
export async function buildEngine(site: Site, ways: Ways, pinned: string): Promise<'download' | 'wheel'> {
  site.say('packages', "installing tfjs-node's packages with npm");
  await installPackages(site, pinned);
  removeSourceMaps(path.join(site.directory, 'node_modules', '@tensorflow'));
  site.signal?.throwIfAborted();

  site.say('way', 'asking whether the download of tfjs-node is open');
  let why = 'the download of tfjs-node is not within reach';
  if (ways.download && (!ways.wheel || (await isDownloadOpen(site)))) {
    const failure = await runInstallScript(site);
    if (failure === undefined) return 'download';
    why = `the download of tfjs-node failed: ${failure}`;
  }
  if (!ways.wheel) {
    throw new InstallFailure(why, 'check the network, or a proxy in HTTPS_PROXY, and run the command again');
  }
  await buildFromWheel(site, ways.wheel, why);
  return 'wheel';
}

async function buildFromWheel(site: Site, wheel: Wheel, why: string): Promise<void> {
  site.say('libraries', `${why}: taking the libraries from the Python package TensorFlow`);
  // Both are checked before downloading 207 MB in vain.
  const [pip, compiler] = await Promise.all([findPip(site.run), findCompiler(site.run, site.env)]);
  if (!pip) throw await missingPip(site, why);
  if (!compiler) {
    throw new InstallFailure(
      `${why}, and the way through pip needs a C++ compiler, which was not found`,
      'install one (on Debian and Ubuntu `apt-get install g++`, on Fedora `dnf install gcc-c++`) or name it in CXX',
    );
  }
  const headers = path.join(site.directory, 'headers');
  const file = await fetchWheel(site, wheel, pip);
  await unpackWheel(site, file, headers, pip.program);
  await compileAddon(site, headers, compiler);
  removeDirectory(headers);
}

async function missingPip(site: Site, why: string): Promise<InstallFailure> {
  const python = await findPython(site.run);
  const found = python ? `${python.version} has no pip` : 'Python 3 was not found';
  return new InstallFailure(
    `${why}, and the other way needs pip: ${found}`,
    'install it (on Debian and Ubuntu `apt-get install python3-pip`, on Fedora `dnf install python3-pip`)',
  );
}
