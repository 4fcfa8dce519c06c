import type { Compilation } from '../compiler/compile';
import { printable } from '../diagnostics/printable';
import { resolveSpec } from '../resolve/resolve-spec';
import { type TrainSettings, writtenSettings } from '../schema/train';
import type { RunSpec } from './run';

/** What a run changes in its spec. */
export interface RunChanges extends Pick<RunSpec, 'overrides' | 'version'> {
  readonly set: ReadonlyMap<string, string> | undefined;
  /** The settings in effect. */
  readonly settings: TrainSettings;
}

/** The keys of `train` that an option replaces. */
const KEYS: Readonly<Record<string, string>> = {
  epochs: 'epochs',
  batchSize: 'batch_size',
  seed: 'seed',
  precision: 'precision',
  learningRate: 'optimizer',
  data: 'dataset',
};

/** The spec for a run folder: valid without the files around it, and with the settings of the run. */
export function runSpec(compilation: Compilation, { set = new Map(), settings, ...rest }: RunChanges): RunSpec {
  const { source, included } = compilation;
  const written = writtenSettings(settings);
  const keys = Object.keys(rest.overrides).flatMap((option) => KEYS[option] ?? []);
  const train = new Map(keys.map((key) => [key, written[key]]));
  const text = resolveSpec(compilation, { settings: set, train });
  const changed = [
    ...(included.length > 0 ? ['included files'] : []),
    ...[...set.keys()].map((name) => `\`--set ${name}\``),
    ...keys.map((key) => `\`${key}\``),
  ];
  const note = `# Written by modelc ${rest.version} from ${printable(source.file)}, with ${printable(changed.join(', '))} of the run.\n`;
  return { source, included, set, ...rest, resolved: changed.length === 0 ? text : note + text };
}
