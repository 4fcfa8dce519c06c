import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-node';
import { readBytes } from './data';
import { createModel } from './surroundings';

interface SafetensorsEntry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** Loads all weights of a model, by name, from a safetensors file such as `modelc train` writes. */
export function loadWeights(model: tf.LayersModel, file: string): void {
  const bytes = readBytes(file);
  const start = bytes.length < 8 ? Infinity : 8 + Number(bytes.readBigUInt64LE(0));
  const header = readHeader(bytes.subarray(8, start));
  if (start > bytes.length || !header) throw new Error(`${file} is not a safetensors file`);
  for (const weight of model.weights) {
    const name = weight.originalName;
    const entry = header[name];
    if (entry?.dtype !== 'F32' || String(entry.shape) !== String(weight.shape)) {
      throw new Error(`${file} has no weight ${name} of 32-bit floats and shape [${weight.shape}]`);
    }
    const [from, to] = entry.data_offsets;
    if (start + to > bytes.length) throw new Error(`${file} ends before the weight ${name}`);
    const values = new Float32Array(Uint8Array.from(bytes.subarray(start + from, start + to)).buffer);
    tf.tidy(() => {
      weight.write(tf.tensor(values, entry.shape));
    });
  }
}

/** Undefined if the bytes are not JSON of an object. */
export function readHeader(bytes: Buffer): Record<string, SafetensorsEntry> | undefined {
  try {
    return JSON.parse(bytes.toString()) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Saves all weights of a model to a safetensors file. */
export function saveWeights(model: tf.LayersModel, file: string): void {
  const header: Record<string, SafetensorsEntry> = {};
  const pieces: Uint8Array[] = [];
  let end = 0;
  for (const weight of model.weights) {
    const values = Float32Array.from(weight.read().dataSync());
    const start = end;
    end += values.byteLength;
    header[weight.originalName] = { dtype: 'F32', shape: weight.read().shape, data_offsets: [start, end] };
    pieces.push(new Uint8Array(values.buffer));
  }
  const text = JSON.stringify(header);
  const padded = text.padEnd(8 * Math.ceil(text.length / 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, Buffer.concat([length, Buffer.from(padded), ...pieces]));
}

/** The model with saved weights: those of a safetensors file, or of a folder that `model.save` wrote. */
export async function loadModel(path: string): Promise<tf.LayersModel> {
  const model = createModel();
  if (path.endsWith('.safetensors')) loadWeights(model, path);
  else await loadFolder(model, path);
  return model;
}

/** Loads all weights of a model, by name. `tf.loadLayersModel` would give layers that share weights their own ones. */
export async function loadFolder(model: tf.LayersModel, folder: string): Promise<void> {
  try {
    const [handler] = tf.io.getLoadHandlers(`file://${folder}/model.json`);
    const { weightData = [], weightSpecs = [] } = (await handler?.load?.()) ?? {};
    tf.tidy(() => model.loadWeights(tf.io.decodeWeights(weightData, weightSpecs)));
  } catch (error) {
    throw new Error(`${folder} does not have the weights of this model: ${(error as Error).message}`);
  }
}

/** Saves the weights to a safetensors file, or with any other path the whole model to a folder, for `tf.loadLayersModel`. */
export async function saveModel(model: tf.LayersModel, path: string): Promise<void> {
  if (path.endsWith('.safetensors')) saveWeights(model, path);
  else await model.save(`file://${path}`);
}

/** Fails where a model cannot be saved, so that it need not be trained first. */
export function checkWritable(path: string): void {
  const file = path.endsWith('.safetensors') ? path : join(path, 'model.json');
  const isNew = !existsSync(file);
  try {
    mkdirSync(dirname(file), { recursive: true });
    closeSync(openSync(file, 'a'));
    if (isNew) rmSync(file);
  } catch (error) {
    throw new Error(`cannot write ${path}: ${(error as Error).message}`);
  }
}
