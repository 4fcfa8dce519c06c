import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs';
import { emitTfjs } from '../backends/tfjs-source/emit-tfjs';
import type { TypedGraph } from '../graph/typed-graph';
import { prepareEnvironment, restoreRemovedUtilities } from '../training/engines/tensorflow/environment';
import { locateTensorflow } from '../training/engines/tensorflow/locate';

/** The program that `modelc build` writes as a module, by way of a file in `folder`, with tfjs-node from where modelc finds it. */
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
