import * as path from 'node:path';
import type { Progress, Step } from './progress';
import type { CommandRunner } from './run-command';

/** What every step of an install needs: where it builds, how it runs programs, and to whom it talks. */
export interface Site {
  /** The staging folder: the npm project that becomes the engine's folder. */
  readonly directory: string;
  /** Outlives the install, so that a finished download is not lost with a later failure. */
  readonly downloads: string;
  readonly run: CommandRunner;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  readonly say: (step: Step, text: string, bytes?: Pick<Progress, 'bytes' | 'totalBytes'>) => void;
}

/** The folder of tfjs-node in an engine's folder. */
export function tfjsNodeDirectory(directory: string): string {
  return path.join(directory, 'node_modules', '@tensorflow', 'tfjs-node');
}

/** The folder of the TensorFlow libraries, as tfjs-node's own install script lays it out. */
export function libraryDirectory(directory: string): string {
  return path.join(tfjsNodeDirectory(directory), 'deps', 'lib');
}
