/** The tfjs API that an engine hands out; a type only, so that importing this file loads nothing. */
export type Tf = typeof import('@tensorflow/tfjs-core');

/** `graph` runs whole steps as one TensorFlow graph; the others run one operation of tfjs after the other. */
export type EngineName = 'graph' | 'tensorflow' | 'wasm';

/** A loaded engine: tfjs with a backend that is ready to compute. */
export interface Engine {
  readonly name: EngineName;
  readonly tf: Tf;
  /** For people: library, version and backend, such as `tfjs-node 4.22.0 (TensorFlow 2.15.1)`. */
  readonly description: string;
}

/** What came of trying to load an engine: the engine, or in words why not and what to do about it. */
export type EngineResult =
  | { readonly ok: true; readonly engine: Engine }
  | { readonly ok: false; readonly reason: string; readonly help: string };
