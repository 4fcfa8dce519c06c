import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../engine';
import { inGraphFolder } from './graph-folder';

/** A graph loaded by TensorFlow; its variables live as long as it does. */
export interface GraphSession<S extends string> {
  /** Runs one signature and returns its outputs by name; the inputs belong to the caller. */
  run(signature: S, inputs: Readonly<Record<string, Tensor>>): Readonly<Record<string, Tensor>>;
  dispose(): void;
}

/** The part of tfjs-node's additions to tfjs that is needed here. */
interface TfNode extends Tf {
  readonly node: {
    loadSavedModel(folder: string, tags: readonly string[], signature: string): Promise<SavedModel>;
  };
}

interface SavedModel {
  predict(inputs: Readonly<Record<string, Tensor>>): Record<string, Tensor>;
  dispose(): void;
}

/** A `saved_model.pb`, and the same without any operation. */
export interface GraphFile {
  readonly bytes: Uint8Array;
  readonly signatures: Uint8Array;
}

/**
 * Loads some signatures of a `saved_model.pb`; they share one session. TensorFlow reads only files, so it goes through a
 * temporary folder, which is removed afterwards. tfjs-node reads the file in JavaScript again for each signature, although the
 * session exists by then: from the second on it finds one without the operations, whose parsing would take longer than
 * everything else.
 */
export async function loadGraph<S extends string>(
  tf: Tf,
  { bytes, signatures }: GraphFile,
  names: readonly S[],
): Promise<GraphSession<S>> {
  const loaded = new Map<S, SavedModel>();
  await inGraphFolder(bytes, async (folder) => {
    for (const name of names) {
      loaded.set(name, await (tf as TfNode).node.loadSavedModel(folder.path, ['serve'], name));
      if (loaded.size === 1) folder.write(signatures);
    }
  });
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
