/** What is known of a data set before it is read. */
export interface DatasetFacts {
  /** What people call it. */
  readonly title: string;
  /** Of one sample: `[height, width, channels]`. */
  readonly shape: readonly number[];
  readonly classes: number;
  /** Samples to train on. */
  readonly trainCount: number;
}

/** The data sets that a spec may name; `src/training/datasets/loaders.ts` reads them. */
export const datasets = {
  mnist: { title: 'MNIST', shape: [28, 28, 1], classes: 10, trainCount: 60_000 },
} as const satisfies Readonly<Record<string, DatasetFacts>>;

export type DatasetName = keyof typeof datasets;

export const datasetNames = Object.keys(datasets) as DatasetName[];

/** Where the training data is: a set that modelc knows, or a folder of idx files relative to the spec. */
export type DatasetChoice =
  | { readonly type: 'known'; readonly name: DatasetName }
  | { readonly type: 'idx'; readonly folder: string };
