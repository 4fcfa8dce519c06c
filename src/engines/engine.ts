/** The tfjs API that a runtime hands out; a type only, so that importing this file loads nothing. */
export type Tf = typeof import('@tensorflow/tfjs-core');

/** What computes: tfjs on the TensorFlow library, or on WebAssembly. */
export type RuntimeName = 'tfjs-node' | 'wasm';

/** A loaded runtime: tfjs with a backend that is ready to compute. */
export interface Runtime {
  readonly tf: Tf;
  /** For people: library, version and backend, such as `tfjs-node 4.22.0 (TensorFlow 2.15.1)`. */
  readonly description: string;
}

/** A runtime that loaded, or why it did not and how to get it. */
export type RuntimeResult =
  | { readonly ok: true; readonly runtime: Runtime }
  | { readonly ok: false; readonly reason: string; readonly help: string };

/** What users call a runtime with a way of training on it, the fastest first; `engines.ts` says which. */
export const engineNames = ['graph', 'tensorflow', 'wasm'] as const;
export type EngineName = (typeof engineNames)[number];

/** An engine whose runtime is loaded. */
export interface Engine extends Runtime {
  readonly name: EngineName;
}
