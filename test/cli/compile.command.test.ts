import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { root, runModelc } from './run-modelc';

const spec = 'specs/inception-mnist.yaml';
const read = (file: string) => JSON.parse(readFileSync(join(root, 'schema', file), 'utf8'));
const validate = new Ajv({ allowUnionTypes: true })
  .addSchema(read('check.schema.json'))
  .compile(read('graph.schema.json'));

test('a graph is printed as text', () => {
  const { code, out, err } = runModelc(['compile', spec]);
  expect([code, err]).toEqual([0, '']);
  expect(out.split('\n')).toContain(
    'conv1 = conv2d(input, filters: 10, kernel: 5): 24 x 24 x 10, kernel 5 x 5 x 1 x 10, bias 10',
  );
});

test('a graph is written as JSON that matches its schema', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'modelc-compile-')), 'graph.json');
  expect(runModelc(['compile', spec, '--format', 'json', '--out', file])).toEqual({ code: 0, out: '', err: '' });
  const document = JSON.parse(readFileSync(file, 'utf8'));
  validate(document);
  expect(validate.errors).toBeNull();
  expect(document).toMatchObject({ ok: true, diagnostics: [], complete: true });
  const again = runModelc(['compile', spec, '--out', file]);
  expect([again.code, again.err]).toEqual([2, expect.stringContaining('exists')]);
});

test('prints the known part of a wrong spec, and the errors', () => {
  const input = readFileSync(join(root, spec), 'utf8').replace('size: 1408', 'size: 1400');
  const { code, out } = runModelc(['compile', '-', '--format', 'json'], { input });
  const document = JSON.parse(out);
  expect([code, validate(document), document.ok]).toEqual([1, true, false]);
  expect(document.diagnostics).toMatchObject([{ code: 'expect/flatten-size' }]);
});

test('prints only the error for a file that cannot be read', () => {
  const { code, out } = runModelc(['compile', 'missing.yaml', '--format', 'json']);
  const document = JSON.parse(out);
  expect([code, validate(document), document.nodes]).toEqual([2, true, undefined]);
});
