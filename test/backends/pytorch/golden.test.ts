import fs from 'node:fs';
import path from 'node:path';
import { emitPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import { specs } from '../tfjs-source/specs';
import { graphOf } from '../tfjs-source/support';

const folder = path.join(__dirname, '../../golden/pytorch');
const shipped = path.join(__dirname, '../../../specs');
const files = fs.readdirSync(shipped).filter((file) => file.endsWith('.yaml'));
const all = new Map([
  ...Object.entries(specs),
  ...files.map((file) => [path.basename(file, '.yaml'), fs.readFileSync(path.join(shipped, file), 'utf8')] as const),
]);

/** Reviewed as code. `UPDATE_GOLDEN=1` writes them anew. */
test.each([...all])('%s is emitted as reviewed', (name, spec) => {
  const file = path.join(folder, `${name}.py.txt`);
  const text = emitPytorch(graphOf(spec));
  if (process.env.UPDATE_GOLDEN) fs.writeFileSync(file, text);
  expect(text).toBe(fs.readFileSync(file, 'utf8'));
});
