import type { Precision } from '../schema/train';

/** Everything that can be benchmarked: modelc's own engines, and other frameworks. */
export const entryNames = [
  'graph',
  'eager',
  'wasm',
  'layers-fit',
  'pytorch',
  'pytorch-channels-last',
  'pytorch-compile',
  'keras-fit',
] as const;
export type EntryName = (typeof entryNames)[number];

/** Entries that run in Node. */
export type NodeEntry = Extract<EntryName, 'graph' | 'eager' | 'wasm' | 'layers-fit'>;

export type PythonLibrary = 'torch' | 'keras';

export interface Entry {
  /** Node, or the Python library that the interpreter must have. */
  readonly runs: 'node' | PythonLibrary;
  /** Whether it can train with the settings of a spec: its order and schedule. */
  readonly races: boolean;
  readonly precisions: readonly Precision[];
  /** A line for the page of results. */
  readonly doc: string;
}

const f32 = ['f32'] as const;
const both = ['f32', 'bf16'] as const;

/** One row each. */
export const entries: { readonly [K in EntryName]: Entry } = {
  graph: { runs: 'node', races: true, precisions: both, doc: 'modelc, each step as one TensorFlow graph' },
  eager: { runs: 'node', races: true, precisions: f32, doc: 'modelc, one tfjs-node operation at a time' },
  wasm: { runs: 'node', races: true, precisions: f32, doc: 'modelc on WebAssembly, single-threaded' },
  'layers-fit': {
    ...{ runs: 'node', races: false, precisions: f32 },
    doc: '`LayersModel.fit` of tfjs-node on the program that `modelc build` writes',
  },
  pytorch: {
    ...{ runs: 'torch', races: true, precisions: both },
    doc: 'PyTorch on the program that `modelc build --target pytorch` writes',
  },
  'pytorch-channels-last': {
    ...{ runs: 'torch', races: true, precisions: both },
    doc: 'the same program in the channels-last memory format',
  },
  'pytorch-compile': {
    ...{ runs: 'torch', races: true, precisions: both },
    doc: 'the same program, channels last and compiled with `torch.compile`',
  },
  'keras-fit': {
    ...{ runs: 'keras', races: true, precisions: both },
    doc: '`fit` of Keras on TensorFlow, eight steps per call, on the layers that `modelc build` writes for tfjs (without L2), with the closest optimizers',
  },
};
