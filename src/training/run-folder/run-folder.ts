import { createHash } from 'node:crypto';
import path from 'node:path';
import { writeAtomically } from '../../files/write-atomically';
import { writeSafetensors } from '../../tensors/safetensors/write-safetensors';
import type { WeightTensor } from '../../tensors/weights';
import { makeRunFolder } from './make-run-folder';
import { type MetricsFile, metricsFile } from './metrics-file';
import type { RunResult } from './run-result';

/** The folder of a run with all its files, each complete or missing. Writing throws a FileWriteError. */
export interface RunFolder {
  readonly path: string;
  readonly weightsFile: string;
  readonly metrics: MetricsFile;
  /** Replaces those of an earlier epoch. Every value must be finite. */
  writeWeights(weights: ReadonlyMap<string, WeightTensor>): void;
  writeResult(result: RunResult): void;
}

/** Makes the folder and writes the spec into it, as it was read. `out` as in `makeRunFolder`. */
export function openRunFolder(name: string, specText: string, out?: string): RunFolder {
  const folder = makeRunFolder(name, out);
  const weightsFile = path.join(folder, 'weights.safetensors');
  // The first file: creating it fails if it exists, in case two runs were given the same empty folder.
  const metrics = metricsFile(path.join(folder, 'metrics.csv'));
  writeAtomically(path.join(folder, 'spec.yaml'), [Buffer.from(specText)]);
  const metadata = new Map([
    ['model', name],
    ['spec_sha256', createHash('sha256').update(specText).digest('hex')],
  ]);
  return {
    path: folder,
    weightsFile,
    metrics,
    writeWeights: (tensors) => writeSafetensors(weightsFile, { tensors, metadata }),
    writeResult: (result) =>
      writeAtomically(path.join(folder, 'result.json'), [Buffer.from(`${JSON.stringify(result, null, 2)}\n`)]),
  };
}
