import fs from 'node:fs';
import path from 'node:path';
import { count } from '../diagnostics/messages/words';
import { axesOfRank } from '../dimensions/axis';
import { valuesOf } from '../dimensions/dimension';
import { mainOutput, nameOfValue, onlyInput } from '../graph/graph';
import { type TypedGraph, typingOf } from '../graph/typed-graph';
import type { DatasetChoice } from '../schema/datasets';
import type { Dataset, DatasetResult } from './datasets/dataset';
import { loadIdxFolder } from './datasets/idx-folder';
import { loaders } from './datasets/loaders';
import { type Failure, fail } from './failure';

type Chosen = { readonly ok: true; readonly dataset: Dataset } | Failure;

/**
 * Loads the training data of a spec and checks it against the graph. A folder in a spec is relative to `specFolder` and must be
 * inside it, so that a spec from elsewhere cannot read arbitrary files; `data`, given by the user, overrides it and may be
 * anywhere.
 */
export function chooseDataset(graph: TypedGraph, choice: DatasetChoice, specFolder: string, data?: string): Chosen {
  if (data !== undefined) return fitted(graph, loadIdxFolder(data));
  if (choice.type === 'known') return fitted(graph, loaders[choice.name]());
  const folder = path.resolve(specFolder, choice.folder);
  if (!isInside(folder, path.resolve(specFolder)) || !isInside(realPath(folder), realPath(specFolder))) {
    const message = `data folder \`${choice.folder}\` is outside the folder of the spec`;
    return fail('spec', {
      message,
      help: 'move the data into the folder of the spec, or pass its folder with `--data`',
    });
  }
  return fitted(graph, loadIdxFolder(folder));
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

function fitted(graph: TypedGraph, result: DatasetResult): Chosen {
  if (!result.ok) {
    const problems = result.problems.map(({ file, message, help }) => ({ message: `${file}: ${message}`, help }));
    return fail('surroundings', ...problems);
  }
  return findMisfit(graph, result.dataset) ?? { ok: true, dataset: result.dataset };
}

function findMisfit(graph: TypedGraph, { name, shape, classes, train, test }: Dataset): Failure | undefined {
  const input = onlyInput(graph).shape;
  if (String(input) !== String(shape)) {
    const message = `the images of ${name} are ${shape.join(' x ')}, but the input of the model is ${input.join(' x ')}`;
    const sizes = axesOfRank(shape.length).map((axis, index) => `${axis}: ${shape[index]}`);
    return fail('spec', { message, help: `write \`input: { ${sizes.join(', ')} }\`` });
  }
  const [units = 0] = valuesOf(typingOf(graph, mainOutput(graph).value).output);
  if (classes > units) {
    const layer = nameOfValue(graph, mainOutput(graph).value);
    const message = `${name} has labels up to ${classes - 1}, but \`${layer}\` has only ${count(units, 'output')}`;
    return fail('spec', { message, help: `give \`${layer}\` ${count(classes, 'output')}, one per class` });
  }
  if (train.count > 0 && test.count > 0) return undefined;
  const missing = train.count === 0 ? 'training' : 'testing';
  return fail('surroundings', {
    message: `${name} has no images for ${missing}`,
    help: 'use files with at least one image',
  });
}
