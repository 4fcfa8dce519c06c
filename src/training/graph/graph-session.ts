import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../engines/engine';
import { GraphFileError } from './graph-file-error';

/** A graph that TensorFlow has loaded; its variables last as long as it does. */
export interface GraphSession<S extends string> {
  /** Runs one signature and gives its outputs by name; the inputs stay the caller's. */
  run(signature: S, inputs: Readonly<Record<string, Tensor>>): Readonly<Record<string, Tensor>>;
  dispose(): void;
}

/** What tfjs-node adds to tfjs, as far as it is needed here. */
interface TfNode extends Tf {
  readonly node: {
    loadSavedModel(folder: string, tags: readonly string[], signature: string): Promise<SavedModel>;
  };
}

interface SavedModel {
  predict(inputs: Readonly<Record<string, Tensor>>): Record<string, Tensor>;
  dispose(): void;
}

/**
 * Loads the bytes of a `saved_model.pb`. TensorFlow reads files alone, so they go through a temporary folder, which is gone afterwards.
 * The signatures share one session.
 */
export async function loadGraph<S extends string>(
  tf: Tf,
  bytes: Uint8Array,
  signatures: readonly S[],
): Promise<GraphSession<S>> {
  const folder = writeGraph(bytes);
  const loaded = new Map<S, SavedModel>();
  try {
    for (const name of signatures) loaded.set(name, await (tf as TfNode).node.loadSavedModel(folder, ['serve'], name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    run(signature, inputs) {
      const model = loaded.get(signature);
      if (!model) throw new Error(`the graph was loaded without ${signature}`);
      return model.predict(inputs);
    },
    dispose() {
      for (const model of loaded.values()) model.dispose();
    },
  };
}

function writeGraph(bytes: Uint8Array): string {
  const parent = os.tmpdir();
  let folder: string | undefined;
  try {
    folder = mkdtempSync(path.join(parent, 'modelc-graph-'));
    writeFileSync(path.join(folder, 'saved_model.pb'), bytes);
    return folder;
  } catch (error) {
    if (folder) rmSync(folder, { recursive: true, force: true });
    throw new GraphFileError(parent, bytes.length, error as NodeJS.ErrnoException);
  }
}
