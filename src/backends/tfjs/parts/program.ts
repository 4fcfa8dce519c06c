import { existsSync, realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type * as tf from '@tensorflow/tfjs-node';
import { SETTINGS, train } from './surroundings';
import { checkWritable, loadModel, saveModel } from './weights';

/** `train FOLDER [options]` */
export async function runTraining(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      epochs: { type: 'string', default: `${SETTINGS.epochs}` },
      'batch-size': { type: 'string', default: `${SETTINGS.batchSize}` },
      'learning-rate': { type: 'string', default: `${SETTINGS.learningRate}` },
      seed: { type: 'string', default: `${SETTINGS.seed}` },
      load: { type: 'string' },
      save: { type: 'string', default: 'weights.safetensors' },
    },
  });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new Error('train takes one folder; see --help');
  const options = {
    epochs: wholeNumber('--epochs', values.epochs, 1),
    batchSize: wholeNumber('--batch-size', values['batch-size'], 1),
    learningRate: positiveNumber('--learning-rate', values['learning-rate']),
    seed: wholeNumber('--seed', values.seed, 0),
  };
  checkWritable(values.save);
  const model = values.load === undefined ? undefined : await loadModel(values.load);
  await saveModel(train(folder, { ...options, model }), values.save);
  console.log(`wrote ${values.save}`);
}

export function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (text !== '' && Number.isSafeInteger(value) && value >= least) return value;
  throw new Error(`${option} must be a whole number of at least ${least}, not '${text}'`);
}

export function positiveNumber(option: string, text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new Error(`${option} must be a number above 0, not '${text}'`);
}

/** The arguments of `predict`: a saved model, files, and an index into each of them. */
export function parsePrediction(args: string[]): {
  path: string;
  files: string[];
  index: string | undefined;
} {
  const options = { index: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [path, ...files] = positionals;
  if (path === undefined || files.length === 0) {
    throw new Error('predict takes a model and at least one file; see --help');
  }
  return { path, files, index: values.index };
}

/** The sample at an index, as a batch of one; without an index, all samples. */
export function chosen(samples: tf.Tensor, index: string | undefined): tf.Tensor {
  if (index === undefined) return samples;
  const [count = 0] = samples.shape;
  const place = wholeNumber('--index', index, 0);
  if (place >= count) throw new Error(`--index must be below ${count}, the number of samples, not ${place}`);
  return samples.slice([place], [1]);
}

/** Whether Node was started with this file, as a CommonJS or an ES module, and not with one that imports it. */
export function isEntryPoint(): boolean {
  if (typeof require !== 'undefined') return require.main === module;
  const [, script = ''] = process.argv;
  const [own] = /file:.+?(?=:\d+:\d+)/.exec(new Error().stack ?? '') ?? [];
  return existsSync(script) && pathToFileURL(realpathSync(script)).href === own;
}
