import * as fs from 'node:fs';
import * as path from 'node:path';
import { type Wheel, wheels } from './pins';

/** The facts about a machine that decide how the native engine can be installed. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly libc: CLibrary;
}

/** The C library that Node is linked with; the prebuilt TensorFlow libraries need glibc on Linux. */
export type CLibrary = { readonly kind: 'glibc'; readonly version: string } | { readonly kind: 'musl' | 'other' };

/** The facts about this machine. */
export function thisMachine(): Machine {
  return { platform: process.platform, arch: process.arch, libc: cLibrary() };
}

/** How the native engine can be installed on a machine, or why it cannot. */
export function waysFor({ platform, arch, libc }: Machine): Ways | string {
  const name = `${platform}-${arch}`;
  if (libc.kind === 'musl') return 'the TensorFlow libraries need glibc, and this system has musl (as in Alpine Linux)';
  const download = ['linux-x64', 'darwin-x64', 'darwin-arm64', 'win32-x64'].includes(name);
  const wheel = wheels[name];
  return download || wheel ? { download, wheel } : `there is no prebuilt tfjs-node for ${name}`;
}

/** The possible ways: tfjs-node's own download, and the wheel that was tried on this platform. */
export interface Ways {
  readonly download: boolean;
  readonly wheel: Wheel | undefined;
}

/** The free bytes for this user where the folder is or will be. */
export function freeBytes(directory: string): number {
  let existing = path.resolve(directory);
  while (!fs.existsSync(existing) && path.dirname(existing) !== existing) existing = path.dirname(existing);
  const { bavail, bsize } = fs.statfsSync(existing);
  return bavail * bsize;
}

function cLibrary(): CLibrary {
  if (process.platform !== 'linux') return { kind: 'other' };
  // The report contains the version of glibc that Node was started with, and does not mention musl.
  const report = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } };
  const version = report.header.glibcVersionRuntime;
  return version ? { kind: 'glibc', version } : { kind: 'musl' };
}
