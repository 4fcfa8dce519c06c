import * as path from 'node:path';
import type { Progress, Stage } from './progress';
import type { CommandRunner } from './run-command';

/** The context of every install step: where it builds, how it runs programs, and where it reports. */
export interface Site {
  /** The staging folder: the npm project that becomes the engine's folder. */
  readonly directory: string;
  /** Outlives the install, so that a later failure does not lose a finished download. */
  readonly downloads: string;
  readonly run: CommandRunner;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  readonly say: (step: Stage, text: string, bytes?: Pick<Progress, 'bytes' | 'totalBytes'>) => void;
}

/** The folder of tfjs-node inside an engine's folder. */
export function tfjsNodeDirectory(directory: string): string {
  return path.join(directory, 'node_modules', '@tensorflow', 'tfjs-node');
}

/** The folder of the TensorFlow libraries, as laid out by tfjs-node's own install script. */
export function libraryDirectory(directory: string): string {
  return path.join(tfjsNodeDirectory(directory), 'deps', 'lib');
}
