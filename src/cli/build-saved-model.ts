import fs from 'node:fs';
import path from 'node:path';
import { convertWeights } from '../backends/pytorch/convert';
import { emitSavedModel, tooLargeToSave } from '../backends/tensorflow/emit-saved-model';
import { printable } from '../diagnostics/printable';
import { FileWriteError, writeAtomically } from '../files/write-atomically';
import type { TypedGraph } from '../graph/typed-graph';
import { initialWeights } from '../tensors/initial-weights';
import { readSafetensors } from '../tensors/safetensors/read-safetensors';
import type { WeightTensor } from '../tensors/weights';

/** What a saved model is to be written from, and where to. */
export interface SavedModelOptions {
  readonly out: string;
  readonly force: boolean;
  /** A file of weights of the spec. */
  readonly weights: string | undefined;
  readonly train: boolean;
}

type Weights = ReadonlyMap<string, WeightTensor>;

/** Writes `saved_model.pb` into a folder, whole or not at all; says what stands in the way, with exit code 2. */
export function buildSavedModel(graph: TypedGraph, { out, force, weights: from, train }: SavedModelOptions): undefined {
  if (out === '-')
    return refuse("a saved model is a folder and can't be printed", 'give the path of a folder by `--out`');
  const settings = train ? graph.train : undefined;
  if (train && !settings)
    return refuse('the spec does not say how to train', 'add a section to it, such as `train: { dataset: mnist }`');
  const file = path.join(out, 'saved_model.pb');
  if (!force && fs.existsSync(file))
    return refuse(`\`${file}\` exists`, 'choose another folder, or overwrite it with `--force`');
  const large = tooLargeToSave(graph, train ? 2 : 1);
  if (large) return refuse(large, 'write the model for another target');
  const weights = from === undefined ? initialWeights(graph, graph.train?.seed ?? 1) : readWeights(graph, from);
  if (!weights) return undefined;
  if (!write(out, file, emitSavedModel({ graph, weights, training: settings }))) return undefined;
  const start = from === undefined ? ', with the weights before the first step' : '';
  process.stderr.write(
    `wrote ${printable(file)}${start}; TensorFlow and TensorFlow Serving load its folder: \`serving_default\` takes bytes 0 to 255\n`,
  );
}

function readWeights(graph: TypedGraph, file: string): Weights | undefined {
  const read = readSafetensors(file);
  if (!read.ok) return refuse(`${file}: ${read.problem.message}`, read.problem.help);
  const fitted = convertWeights(graph, read.weights.tensors, 'modelc', 'modelc');
  // Those of layers that lead nowhere are in no file of another framework.
  if (fitted.ok) return new Map([...initialWeights(graph, 0), ...fitted.tensors]);
  const [first = '', ...others] = fitted.problems;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return refuse(`${file} does not fit the spec: ${first}${more}`, 'give weights that were trained by this spec');
}

function write(folder: string, file: string, bytes: Uint8Array): boolean {
  try {
    fs.mkdirSync(folder, { recursive: true });
    writeAtomically(file, [bytes]);
    return true;
  } catch (error) {
    if (error instanceof FileWriteError) refuse(`\`${file}\` was ${error.problem.message}`, error.problem.help);
    else refuse(`the folder \`${folder}\` can't be made: ${(error as Error).message}`, 'choose another path');
    return false;
  }
}

function refuse(message: string, help: string): undefined {
  process.stderr.write(`error: ${printable(message)}\n  = help: ${help}\n`);
  process.exitCode = 2;
}
