import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs';
import { emitTfjs } from '../backends/tfjs/emit-tfjs';
import { prepareEnvironment, restoreRemovedUtilities } from '../engines/tfjs-node/environment';
import { locateTensorflow } from '../engines/tfjs-node/locate';
import type { TypedGraph } from '../graph/typed-graph';

/** Loads the program that `modelc build` writes as a module, through a file in `folder`, with the tfjs-node that modelc finds. */
export async function loadProgram(graph: TypedGraph, folder: string): Promise<{ createModel(): LayersModel }> {
  const { ts } = await import('ts-morph');
  const place = locateTensorflow().find(({ state }) => state === 'usable');
  if (place?.state !== 'usable') throw new Error('tfjs-node is not installed');
  const { outputText } = ts.transpileModule(await emitTfjs(graph), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  prepareEnvironment();
  restoreRemovedUtilities();
  const file = path.join(folder, 'model.cjs');
  fs.writeFileSync(file, outputText.replace('"@tensorflow/tfjs-node"', JSON.stringify(place.packageDirectory)));
  return createRequire(file)(file) as { createModel(): LayersModel };
}
