import type { EngineName } from '../../engines/engine';
import type { TrainSettings } from '../../schema/train';
import type { DataFile, Dataset } from '../datasets/dataset';

interface FileHash {
  readonly file: string;
  readonly sha256: string;
}

/** The content of `run.json`: where a run came from. Written before the first step. */
export interface RunManifest {
  readonly schemaVersion: 1;
  /** Versions, and the machine. */
  readonly modelc: string;
  readonly node: string;
  readonly platform: string;
  readonly engine: EngineName;
  readonly engineDescription: string;
  /** In the run folder, this command repeats the run. */
  readonly command: readonly string[];
  /** The spec and the files that it includes, as they were read, and the spec of the run folder, made of them. */
  readonly spec: FileHash;
  readonly included: readonly FileHash[];
  readonly resolved: FileHash;
  /** The options of the command that change the spec, by name; `set` has the values of `--set`. */
  readonly set: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, unknown>>;
  /** The settings in effect. */
  readonly train: TrainSettings;
  readonly data: Pick<Dataset, 'name' | 'shape' | 'classes'> & {
    readonly trainCount: number;
    readonly testCount: number;
    readonly files: readonly DataFile[];
  };
}
