import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compile } from '../../../src/compiler/compile';
import { messageOf } from '../../../src/diagnostics/wording';
import type { Batch, Trainer } from '../../../src/engines/trainer';
import type { TypedGraph } from '../../../src/graph/typed-graph';
import type { Optimizer } from '../../../src/schema/optimizers';
import type { StepSettings } from '../../../src/schema/train';
import type { WeightTensor } from '../../../src/tensors/weights';
import type { Split } from '../../../src/training/datasets/dataset';
import { idxFile } from '../datasets/idx-files';

export const side = 6;

/** Images with a bright row that shows the class, 0 to 2, and a little noise: a net learns it in a few steps. */
export function stripes(count: number): Split {
  const images = Uint8Array.from({ length: count * side * side }, (_, i) => (i * 7919) % 60);
  const labels = Uint8Array.from({ length: count }, (_, i) => (i * 5) % 3);
  for (const [image, label] of labels.entries()) {
    images.fill(250, image * side * side + label * 2 * side, image * side * side + (label * 2 + 1) * side);
  }
  return { count, images, labels };
}

/** A spec for the stripes, with batch_norm and dropout to include statistics and masks. */
export function stripesSpec(train: string): string {
  return `modelc: 1
allow: [layers/bias-before-norm]
name: stripes
input: { height: ${side}, width: ${side}, channels: 1 }
layers:
  - conv2d: { filters: 4, kernel: 3, stride: 2 }
    name: c
  - batch_norm
  - relu
  - dropout: { rate: 0.1 }
  - flatten
  - dense: { units: 3 }
    name: out
train: ${train}
`;
}

export function graphOf(text: string): TypedGraph {
  const { ok, graph, diagnostics } = compile(text);
  if (!ok || !graph) throw new Error(diagnostics.map(messageOf).join('; '));
  return graph;
}

/** The four files of a dataset of stripes. */
export function stripesFiles(trainCount: number, testCount: number): Record<string, Buffer> {
  const [train, test] = [stripes(trainCount), stripes(testCount)];
  return {
    'train-images-idx3-ubyte': idxFile([trainCount, side, side], train.images),
    'train-labels-idx1-ubyte': idxFile([trainCount], train.labels),
    't10k-images-idx3-ubyte': idxFile([testCount, side, side], test.images),
    't10k-labels-idx1-ubyte': idxFile([testCount], test.labels),
  };
}

/** A new folder for a test, as a path without symbolic links; `remove` deletes it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-training-')));
  return { path: folder, remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

export interface FakeTrainer extends Trainer {
  /** The labels of each batch that was trained, with rate and step. */
  readonly calls: { readonly labels: readonly number[]; readonly rate: number; readonly step: number }[];
}

/** A trainer that computes nothing: its loss is the step's number; `notFiniteAt` is the step that diverges. */
export function fakeTrainer(notFiniteAt = -1): FakeTrainer {
  const calls: FakeTrainer['calls'] = [];
  return {
    calls,
    engine: 'wasm',
    description: 'a fake',
    async train({ labels, count }: Batch, rate) {
      const step = calls.length;
      calls.push({ labels: [...labels], rate, step });
      return { loss: step, correct: count, ...(step === notFiniteAt && { notFinite: 'the loss' }) };
    },
    evaluate: async ({ count }) => ({ loss: 2, correct: count - 1 }),
    weights: async () => new Map(),
    state: async () => ({ weights: new Map(), slots: new Map(), step: calls.length }),
    restore: async () => undefined,
    dispose: () => undefined,
  };
}

/** Replaces the weights of a trainer, and keeps the state of its optimizer. */
export async function startFrom(trainer: Trainer, weights: ReadonlyMap<string, WeightTensor>): Promise<void> {
  await trainer.restore({ ...(await trainer.state()), weights });
}

/** The settings of a trainer, with the default loss and unclipped gradients. */
export function stepSettings(optimizer: Optimizer, seed: number, others: Partial<StepSettings> = {}): StepSettings {
  return {
    loss: { type: 'softmax_cross_entropy', label_smoothing: 0 },
    clip: undefined,
    precision: 'f32',
    optimizer,
    seed,
    ...others,
  };
}
