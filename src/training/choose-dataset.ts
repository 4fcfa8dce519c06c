import fs from 'node:fs';
import path from 'node:path';
import type { DataFacts, DatasetChoice } from '../schema/datasets';
import type { Dataset, DatasetResult } from './datasets/dataset';
import { loadIdxFolder } from './datasets/idx-folder';
import { loaders } from './datasets/loaders';
import { type Failure, fail } from './failure';

/** The data of a run, and the facts that the compiler checks the model against. */
export type ChosenDataset = { readonly ok: true; readonly dataset: Dataset; readonly facts: DataFacts } | Failure;

/**
 * Loads the training data of a spec. A folder in a spec is relative to `specFolder` and must be inside it, so that a spec from
 * elsewhere cannot read arbitrary files; `given`, a folder that the user passes, replaces it and may be anywhere.
 */
export function chooseDataset(choice: DatasetChoice, specFolder: string, given?: string): ChosenDataset {
  if (given !== undefined) return withFacts(loadIdxFolder(given), given, 'given');
  if (choice.type === 'known') return withFacts(loaders[choice.name](), choice.name, 'known');
  const folder = path.resolve(specFolder, choice.folder);
  if (!isInside(folder, path.resolve(specFolder)) || !isInside(realPath(folder), realPath(specFolder))) {
    const message = `data folder \`${choice.folder}\` is outside the folder of the spec`;
    return fail('spec', {
      message,
      help: 'move the data into the folder of the spec, or pass its folder with `--data`',
    });
  }
  if (!fs.existsSync(folder)) {
    const message = `${folder}: not found`;
    return fail('surroundings', { message, help: 'put the data there, or pass the folder that has it with `--data`' });
  }
  return withFacts(loadIdxFolder(folder), choice.folder, 'spec');
}

function isInside(folder: string, parent: string): boolean {
  const way = path.relative(parent, folder);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

/** With symbolic links resolved; a path that does not exist is returned as it is, for the loader to report. */
function realPath(folder: string): string {
  try {
    return fs.realpathSync(folder);
  } catch {
    return folder;
  }
}

function withFacts(result: DatasetResult, name: string, source: DataFacts['source']): ChosenDataset {
  if (!result.ok) {
    const problems = result.problems.map(({ file, message, help }) => ({ message: `${file}: ${message}`, help }));
    return fail('surroundings', ...problems);
  }
  const { dataset } = result;
  const { shape, classes } = dataset;
  return { ok: true, dataset, facts: { name, shape, classes, source } };
}
