import fs from 'node:fs';
import path from 'node:path';
import { emitPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import type { TypedGraph } from '../../../src/graph/typed-graph';
import { compileShipped, shippedSpecs } from '../../support/shipped-specs';
import { specs } from '../tfjs/specs';
import { graphOf } from '../tfjs/support';

const folder = path.join(__dirname, '../../golden/pytorch');
const all = new Map<string, () => TypedGraph>([
  ...Object.entries(specs).map(([name, spec]) => [name, () => graphOf(spec)] as const),
  ...shippedSpecs.map((file) => [path.basename(file, '.yaml'), () => shippedGraph(file)] as const),
]);

function shippedGraph(file: string): TypedGraph {
  const { graph, ok } = compileShipped(file);
  if (!ok || !graph) throw new Error(`${file} is wrong`);
  return graph;
}

/** Reviewed as code. `UPDATE_GOLDEN=1` rewrites them. */
test.each([...all])('%s is emitted as reviewed', (name, graph) => {
  const file = path.join(folder, `${name}.py.txt`);
  const text = emitPytorch(graph());
  if (process.env.UPDATE_GOLDEN) fs.writeFileSync(file, text);
  expect(text).toBe(fs.readFileSync(file, 'utf8'));
});
