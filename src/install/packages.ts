import * as fs from 'node:fs';
import * as path from 'node:path';
import { describeFailure, InstallFailure } from './failure';
import type { Site } from './site';
import { findNpm } from './tools';

/**
 * Installs tfjs-node's JavaScript into the staging folder from modelc's lockfile, so that npm verifies every package by its
 * hash. No package scripts are run.
 */
export async function installPackages(site: Site, pinned: string): Promise<void> {
  const npm = await findNpm(site.run);
  if (!npm)
    throw new InstallFailure('npm was not found', 'install npm, which comes with Node.js, and put it on the PATH');
  for (const file of ['package.json', 'package-lock.json']) {
    fs.copyFileSync(path.join(pinned, file), path.join(site.directory, file));
  }
  const args = ['ci', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline'];
  const result = await site.run('npm', args, {
    cwd: site.directory,
    env: withoutOuterNpm(site.env),
    signal: site.signal,
    timeoutMs: 15 * 60_000,
  });
  if (result.code !== 0) {
    throw new InstallFailure(
      `npm could not fetch tfjs-node: ${describeFailure(result)}`,
      'check that npm reaches its registry (`npm ping`), then run the command again',
    );
  }
}

/** modelc may itself run under `npm run` or `npm install -g`, whose settings this npm would inherit. */
function withoutOuterNpm(env: Site['env']): Record<string, string | undefined> {
  const outer =
    /^npm_config_(global|location|omit|include|only|production|dry_run|package_lock.*|workspaces?|prefix|local_prefix)$/i;
  const names = Object.keys(env).filter((name) => outer.test(name));
  return { ...env, ...Object.fromEntries(names.map((name) => [name, undefined])) };
}

/** Removes source maps, nearly two thirds of the packages' 300 MB; nothing reads them at run time. */
export function removeSourceMaps(directory: string): void {
  for (const entry of fs.readdirSync(directory, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && entry.name.endsWith('.map')) fs.rmSync(path.join(entry.parentPath, entry.name));
  }
}

/**
 * modelc's own folder, which contains `engines/`: found by going up from this file, since the distance differs between sources
 * and bundle. Throws if modelc is incomplete.
 */
export function packageRoot(start: string = __dirname): string {
  for (let directory = start; ; directory = path.dirname(directory)) {
    if (nameOf(path.join(directory, 'package.json')) === 'modelc') return directory;
    if (path.dirname(directory) === directory) throw new Error(`no package.json of modelc above ${start}`);
  }
}

function nameOf(packageFile: string): string | undefined {
  try {
    return (JSON.parse(fs.readFileSync(packageFile, 'utf8')) as { name?: string }).name;
  } catch {
    return undefined;
  }
}
