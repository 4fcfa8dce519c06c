import fs from 'node:fs';
import path from 'node:path';
import type { TypedGraph } from '../graph/typed-graph';
import { makePlan, type Plan } from '../training/loop/plan';
import { learningRateAt } from '../training/schedules/schedules';
import { mnistFor, readSplit, writeSplit } from './bench-data';
import type { RaceJob } from './bench-job';
import type { TrainableGraph } from './trainable-graph';

const MNIST_IMAGES = 60_000;
/** Looks at the test images in an epoch: often enough to tell a step within a hundredth of a training of several epochs. */
const LOOKS = 8;

/** The recipe of a spec over all images of MNIST. */
export function recipePlan({ train }: TrainableGraph, batch: number): Plan {
  return makePlan(MNIST_IMAGES, train.epochs, batch);
}

/** Why there can be no race to an accuracy, for people. */
export function raceObstacle(graph: TypedGraph): string | undefined {
  if (!graph.train) return 'the spec does not say how to train';
  return mnistFor(graph) ? undefined : 'races are run on MNIST, which is not installed or does not fit the model';
}

/** Writes what races need into a folder: both parts of MNIST, and the learning rate of each step. */
export function writeRaceData(graph: TrainableGraph, batch: number, accuracy: number, folder: string): RaceJob {
  const dataset = mnistFor(graph);
  if (!dataset) throw new Error('there is no MNIST');
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

/** What `writeRaceData` left. */
export function readRaceData(folder: string) {
  const rates = new Float32Array(new Uint8Array(fs.readFileSync(path.join(folder, 'rates.bin'))).buffer);
  return { train: readSplit(folder, 'train-'), test: readSplit(folder, 'test-'), rates };
}
