import path from 'node:path';
import { hashOf } from '../../files/hash-of';
import { writeAtomically } from '../../files/write-atomically';
import { writeSafetensors } from '../../tensors/safetensors/write-safetensors';
import type { WeightTensor } from '../../tensors/weights';
import { makeRunFolder } from './make-run-folder';
import { type MetricsFile, metricsFile } from './metrics-file';
import type { RunManifest } from './run-manifest';
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

/** What a run folder contains from the start. */
export interface FirstFiles {
  readonly spec: string;
  readonly manifest: RunManifest;
}

/** Makes the folder for a model of that name, and writes the first files into it. `out` as in `makeRunFolder`. */
export function openRunFolder(name: string, { spec, manifest }: FirstFiles, out?: string): RunFolder {
  const folder = makeRunFolder(name, out);
  const weightsFile = path.join(folder, 'weights.safetensors');
  // The first file: creating it fails if it exists, in case two runs were given the same empty folder.
  const metrics = metricsFile(path.join(folder, 'metrics.csv'));
  const writeJson = (name: string, content: unknown): void =>
    writeAtomically(path.join(folder, name), [Buffer.from(`${JSON.stringify(content, null, 2)}\n`)]);
  writeAtomically(path.join(folder, 'spec.yaml'), [Buffer.from(spec)]);
  writeJson('run.json', manifest);
  const metadata = new Map([
    ['model', name],
    ['spec_sha256', hashOf(spec)],
  ]);
  return {
    path: folder,
    weightsFile,
    metrics,
    writeWeights: (tensors) => writeSafetensors(weightsFile, { tensors, metadata }),
    writeResult: (result) => writeJson('result.json', result),
  };
}
