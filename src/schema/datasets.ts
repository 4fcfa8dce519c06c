/** Facts about a data set that are known before reading it. */
export interface DatasetFacts {
  /** The name shown to people. */
  readonly title: string;
  /** The shape of one sample: `[height, width, channels]`. */
  readonly shape: readonly number[];
  readonly classes: number;
  /** Number of training samples. */
  readonly trainCount: number;
}

/** The data sets that a spec can name; `src/training/datasets/loaders.ts` reads them. */
export const datasets = {
  mnist: { title: 'MNIST', shape: [28, 28, 1], classes: 10, trainCount: 60_000 },
} as const satisfies Readonly<Record<string, DatasetFacts>>;

export type DatasetName = keyof typeof datasets;

export const datasetNames = Object.keys(datasets) as DatasetName[];

/** What training is checked against. */
export interface DataFacts {
  /** As in messages: the word of the spec, or a folder. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly classes: number;
  /** A data set known by name, a folder that the spec names, or a folder given instead of what the spec names. */
  readonly source: 'known' | 'spec' | 'given';
}

/** Reads the data of a spec and says what it contains; undefined if that is not known. */
export type DataReader = (choice: DatasetChoice) => DataFacts | undefined;

/** The facts of data sets known by name; no files are read. */
export const knownFacts: DataReader = (choice) =>
  choice.type === 'known' ? { ...datasets[choice.name], name: choice.name, source: 'known' } : undefined;

/** The source of the training data: a known data set, or a folder of idx files relative to the spec. */
export type DatasetChoice =
  | { readonly type: 'known'; readonly name: DatasetName }
  | { readonly type: 'idx'; readonly folder: string };
