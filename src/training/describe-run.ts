import type { Trainer } from '../engines/trainer';
import { hashOf } from '../files/hash-of';
import type { TrainRequest } from './run';
import type { RunManifest } from './run-folder/run-manifest';

/** Where a run comes from, for its folder. */
export function describeRun(request: TrainRequest, trainer: Trainer): RunManifest {
  const { spec, dataset, settings, steps, validate } = request;
  const { name, shape, classes, train, test, files } = dataset;
  const { source, included } = spec;
  const own = { steps, validate };
  const flags = Object.entries(own).flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag}`, String(value)],
  );
  return {
    schemaVersion: 1,
    modelc: spec.version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    engine: trainer.engine,
    engineDescription: trainer.description,
    command: ['modelc', 'train', 'spec.yaml', '--engine', trainer.engine, ...flags],
    spec: { file: source.file, sha256: hashOf(source.text) },
    included: included.map(({ file, text }) => ({ file, sha256: hashOf(text) })),
    resolved: { file: 'spec.yaml', sha256: hashOf(spec.resolved) },
    set: Object.fromEntries(spec.set),
    overrides: spec.overrides,
    train: settings,
    data: { name, shape, classes, trainCount: train.count, testCount: test.count, files },
  };
}
