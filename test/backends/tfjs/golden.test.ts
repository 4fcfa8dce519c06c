import fs from 'node:fs';
import path from 'node:path';
import { specs, trainingSpecs } from './specs';
import { emit } from './support';

jest.setTimeout(120_000);

const folder = path.join(__dirname, '../../golden/tfjs');

/** Reviewed as code. `UPDATE_GOLDEN=1` rewrites them. */
test.each(Object.entries({ ...specs, ...trainingSpecs }))('%s is emitted as reviewed', async (name, spec) => {
  const file = path.join(folder, `${name}.ts.txt`);
  const text = await emit(spec);
  if (process.env.UPDATE_GOLDEN) fs.writeFileSync(file, text);
  expect(text).toBe(fs.readFileSync(file, 'utf8'));
});
