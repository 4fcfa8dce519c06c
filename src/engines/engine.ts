/** The tfjs API of a runtime; a type only, so that importing this file loads nothing. */
export type Tf = typeof import('@tensorflow/tfjs-core');

/** A runtime: tfjs on the TensorFlow library, or on WebAssembly. */
export type RuntimeName = 'tfjs-node' | 'wasm';

/** A loaded runtime: tfjs with a backend that is ready to compute. */
export interface Runtime {
  readonly tf: Tf;
  /** For people: library, version and backend, such as `tfjs-node 4.22.0 (TensorFlow 2.15.1)`. */
  readonly description: string;
}

/** A loaded runtime, or why it did not load and how to get it. */
export type RuntimeResult =
  | { readonly ok: true; readonly runtime: Runtime }
  | { readonly ok: false; readonly reason: string; readonly help: string };

/** The names of engines for users, the fastest first; `engines.ts` says what they are made of. */
export const engineNames = ['graph', 'tensorflow', 'wasm'] as const;
export type EngineName = (typeof engineNames)[number];

/** An engine whose runtime is loaded. */
export interface Engine extends Runtime {
  readonly name: EngineName;
}
