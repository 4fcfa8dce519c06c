import type { Precision } from '../schema/train';

/** Everything that can be held side by side: modelc's own engines, and its peers. */
export const entryNames = [
  'graph',
  'eager',
  'wasm',
  'layers-fit',
  'pytorch',
  'pytorch-channels-last',
  'pytorch-compile',
] as const;
export type EntryName = (typeof entryNames)[number];

/** Entries that run in Node. */
export type NodeEntry = Extract<EntryName, 'graph' | 'eager' | 'wasm' | 'layers-fit'>;

export interface Entry {
  readonly runs: 'node' | 'python';
  readonly precisions: readonly Precision[];
  /** For people. */
  readonly doc: string;
}

const f32 = ['f32'] as const;
const both = ['f32', 'bf16'] as const;

/** A row for each. */
export const entries: { readonly [K in EntryName]: Entry } = {
  graph: { runs: 'node', precisions: both, doc: 'modelc, the whole step as one TensorFlow graph' },
  eager: { runs: 'node', precisions: f32, doc: 'modelc, operation by operation on tfjs-node' },
  wasm: { runs: 'node', precisions: f32, doc: 'modelc on WebAssembly, one thread' },
  'layers-fit': { runs: 'node', precisions: f32, doc: '`LayersModel.fit` of tfjs-node on what `modelc build` writes' },
  pytorch: { runs: 'python', precisions: both, doc: 'PyTorch on what `modelc build --target pytorch` writes' },
  'pytorch-channels-last': { runs: 'python', precisions: both, doc: 'the same with channels last in memory' },
  'pytorch-compile': { runs: 'python', precisions: both, doc: 'the same with channels last, and compiled' },
};
