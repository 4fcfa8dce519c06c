import fs from 'node:fs';
import path from 'node:path';
import type { TypedGraph } from '../graph/typed-graph';
import { datasetNames, datasets } from '../schema/datasets';
import { makePlan, type Plan } from '../training/loop/plan';
import { learningRateAt } from '../training/schedules/schedules';
import { fittingDataset, loadFitting, readSplit, writeSplit } from './bench-data';
import type { RaceJob } from './bench-job';
import type { TrainableGraph } from './trainable-graph';

/** Samples per epoch for schedules, if no known data set fits the model. */
const USUAL_COUNT = 60_000;
/** Evaluations per epoch: often enough to resolve one hundredth of a training of several epochs. */
const LOOKS = 8;

/** The settings of a spec for the data set that fits it. */
export function recipePlan(graph: TrainableGraph, batch: number): Plan {
  const name = fittingDataset(graph);
  return makePlan(name ? datasets[name].trainCount : USUAL_COUNT, graph.train.epochs, batch);
}

/** Why the model cannot race to an accuracy, as a clause for the user. */
export function raceObstacle(graph: TypedGraph): string | undefined {
  if (!graph.train) return 'the spec has no `train` section';
  const name = fittingDataset(graph);
  const titles = datasetNames.map((known) => datasets[known].title).join(' or ');
  if (!name) return `races need ${titles}, which does not fit the model`;
  return loadFitting(graph) ? undefined : `races need ${datasets[name].title}, which is not installed`;
}

/** Writes the data of races into a folder: both parts of the data set, and the learning rate of each step. */
export function writeRaceData(graph: TrainableGraph, batch: number, accuracy: number, folder: string): RaceJob {
  const dataset = loadFitting(graph);
  if (!dataset) throw new Error('no data set fits the model');
  const { train, test } = dataset;
  writeSplit(train, folder, 'train-');
  writeSplit(test, folder, 'test-');
  const plan = recipePlan(graph, batch);
  const { schedule, optimizer } = graph.train;
  const rates = Float32Array.from({ length: plan.totalSteps }, (_, step) =>
    learningRateAt(schedule, step, plan, optimizer.learning_rate),
  );
  fs.writeFileSync(path.join(folder, 'rates.bin'), rates);
  const every = Math.ceil(plan.stepsPerEpoch / LOOKS);
  return { accuracy, epochs: plan.epochs, trainCount: train.count, every };
}

/** Reads what `writeRaceData` wrote. */
export function readRaceData(folder: string) {
  const rates = new Float32Array(new Uint8Array(fs.readFileSync(path.join(folder, 'rates.bin'))).buffer);
  return { train: readSplit(folder, 'train-'), test: readSplit(folder, 'test-'), rates };
}
