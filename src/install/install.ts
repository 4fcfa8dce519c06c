import * as fs from 'node:fs';
import * as path from 'node:path';
import { cacheDirectory, engineDirectory } from '../engines/tfjs-node/cache';
import { locateTensorflow, type SearchedPlace } from '../engines/tfjs-node/locate';
import { freeBytes, type Machine, thisMachine, type Ways, waysFor } from '../engines/tfjs-node/machine';
import type { Wheel } from '../engines/tfjs-node/pins';
import { buildEngine } from './build';
import { InstallFailure } from './failure';
import { findPresent } from './find-present';
import { takeLock } from './lock';
import { packageRoot } from './packages';
import { type ProgressReporter, steps } from './progress';
import { type CommandRunner, runCommand } from './run-command';
import { sealEngine } from './seal';
import type { Site } from './site';
import { createStaging, publishStaging, removeDirectory, removeLeftovers } from './staging';

/** What to install and how; everything but `report` has a default. */
export interface InstallOptions {
  readonly report: ProgressReporter;
  readonly cache?: string;
  readonly signal?: AbortSignal | undefined;
  /** Reinstalls even if a working engine is in the cache. */
  readonly force?: boolean;
  /** Also verifies an existing engine by its hashes, and reinstalls if one differs. */
  readonly verify?: boolean;
  /** `auto` tries tfjs-node's own download, and uses the wheel if it is not reachable. */
  readonly from?: 'auto' | 'download' | 'wheel';
  readonly run?: CommandRunner;
  readonly machine?: Machine;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly freeBytes?: (directory: string) => number;
  /** The wheel to use instead of the pinned one. */
  readonly wheel?: Wheel;
  /** Where to look for a working engine. */
  readonly locate?: (from: { cache: string }) => readonly SearchedPlace[];
}

/** The result of an install; `interrupted` distinguishes the user's interruption from a failure. */
export type InstallResult =
  | {
      readonly ok: true;
      readonly status: 'installed' | 'present';
      readonly directory: string;
      readonly description: string;
    }
  | { readonly ok: false; readonly interrupted: boolean; readonly reason: string; readonly help: string };

// The packages, the libraries, the wheel, and pip's temporary copy of it.
const neededBytes = 1_500_000_000;

/**
 * Installs the native engine into modelc's cache, or finds a working one there. If killed at any point, it leaves nothing that
 * looks like an engine; if run twice at once, the second waits for the first. Never rejects.
 */
export async function installTensorflow(options: InstallOptions): Promise<InstallResult> {
  try {
    return await install(options);
  } catch (error) {
    if (options.signal?.aborted) {
      return { ok: false, interrupted: true, reason: 'interrupted', help: 'run `modelc engine install` again' };
    }
    if (error instanceof InstallFailure) {
      return { ok: false, interrupted: false, reason: error.reason, help: error.help };
    }
    const { message } = error as Error;
    const help = 'see that the cache folder can be written (`MODELC_CACHE` names another) and run the command again';
    return { ok: false, interrupted: false, reason: message, help };
  }
}

async function install(options: InstallOptions): Promise<InstallResult> {
  const { signal, cache = cacheDirectory(), run = runCommand } = options;
  signal?.throwIfAborted();
  const present = await findPresent(options, (options.locate ?? locateTensorflow)({ cache }), run);
  if (present) return present;

  const ways = chooseWays(options);
  const target = engineDirectory(cache);
  const say: Site['say'] = (step, text, bytes) =>
    options.report({ step: steps.indexOf(step) + 1, steps: steps.length, text, ...bytes });
  const release = await takeLock(`${target}.lock`, {
    signal,
    onWait: (holder) => say('packages', `waiting for another install (${holder})`),
  });
  try {
    // The previous holder of the lock may have installed it.
    const done = await findPresent(options, (options.locate ?? locateTensorflow)({ cache }), run);
    if (done) return done;
    removeLeftovers(target);
    requireSpace(cache, options.freeBytes ?? freeBytes);
    return await buildAndPublish({ target, cache, ways, run, say, options });
  } finally {
    release();
  }
}

function chooseWays({ machine = thisMachine(), from = 'auto', wheel }: InstallOptions): Ways {
  const help = 'train with `--engine wasm`, which needs nothing but npm';
  const open = waysFor(machine);
  if (typeof open === 'string') throw new InstallFailure(open, help);
  const ways = { download: open.download, wheel: open.wheel && (wheel ?? open.wheel) };
  if (from === 'auto') return ways;
  if (!ways[from]) {
    throw new InstallFailure(`the way \`${from}\` is not supported on ${machine.platform}-${machine.arch}`, help);
  }
  return from === 'download' ? { ...ways, wheel: undefined } : { ...ways, download: false };
}

function requireSpace(cache: string, free: (directory: string) => number): void {
  const bytes = free(cache);
  if (bytes >= neededBytes) return;
  const gigabytes = (value: number) => `${(value / 1e9).toFixed(1)} GB`;
  throw new InstallFailure(
    `${gigabytes(bytes)} are free in ${cache}, and the install needs ${gigabytes(neededBytes)} for a while`,
    'make room, or name a folder on another disk in `MODELC_CACHE`',
  );
}

interface Work {
  readonly target: string;
  readonly cache: string;
  readonly ways: Ways;
  readonly run: CommandRunner;
  readonly say: Site['say'];
  readonly options: InstallOptions;
}

async function buildAndPublish({ target, cache, ways, run, say, options }: Work): Promise<InstallResult> {
  const { signal, env = process.env } = options;
  const staging = createStaging(target);
  const downloads = path.join(cache, 'downloads');
  try {
    const building = path.join(staging, 'building');
    fs.mkdirSync(building);
    const site: Site = { directory: building, downloads, run, env, signal, say };
    const source = await buildEngine(site, ways, path.join(packageRoot(), 'engines', 'tensorflow'));
    // Moved before it is tried: what works here works in its final place, whatever paths it contains.
    const ready = path.join(staging, 'ready');
    fs.renameSync(building, ready);
    say('check', 'loading the engine and computing with it');
    const description = await sealEngine(ready, source, run, signal);
    signal?.throwIfAborted();
    publishStaging(ready, target);
    removeDirectory(downloads);
    return { ok: true, status: 'installed', directory: target, description };
  } finally {
    removeDirectory(staging);
  }
}
