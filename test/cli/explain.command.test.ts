import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { root, runModelc } from './run-modelc';

const spec = 'specs/inception-mnist.yaml';
const read = (file: string) => JSON.parse(readFileSync(join(root, 'schema', file), 'utf8'));
const validate = new Ajv().addSchema(read('check.schema.json')).compile(read('explain.schema.json'));

test('a number line by line, down to the input', () => {
  const { code, out } = runModelc(['explain', spec, 'flatten.features']);
  expect(code).toBe(0);
  expect(out.split('\n').map((line) => line.trimEnd())).toEqual([
    'flatten: flatten, 1408 (line 41)',
    '',
    'features 1,408',
    '  1,408 = 88 channels x 4 x 4          flatten, line 41',
    '    88 = 16 + 24 + 24 + 24             incep2/concat, line 26',
    '      16: ${reduce} where reduce = 16  incep2/one/conv2d, line 15',
    '      24: ${out} where out = 24        incep2/five/conv2d_2, line 18',
    '      24: ${out} where out = 24        incep2/three/conv2d_3, line 22',
    '      24: ${out} where out = 24        incep2/pool/conv2d, line 25',
    '    4 = floor((8 - 2) / 2) + 1         max_pool2d_2, line 37',
    '      8 = 12 - 5 + 1                   conv2, line 35',
    '      12 = floor((24 - 2) / 2) + 1     max_pool2d, line 31',
    '      24 = 28 - 5 + 1                  conv1, line 29',
    '      28                               input, line 7',
    '    4 (above)',
    '',
  ]);
});

test.each([[['fc']], [['incep1.receptive_field']], [['fc.receptive_field']], [['nothing']], [[]]])(
  'the document for %j keeps to its schema',
  (asked) => {
    const document = JSON.parse(runModelc(['explain', spec, ...asked, '--format', 'json']).out);
    expect(validate(document)).toBe(true);
    expect(document.ok).toBe(asked[0] !== 'nothing');
  },
);

test('rejects a document without its steps', () => {
  const document = JSON.parse(runModelc(['explain', spec, 'fc', '--format', 'json']).out);
  expect(validate({ ...document, steps: [{}] })).toBe(false);
});

test('an unknown node ends with 2 and a suggestion', () => {
  const { code, out, err } = runModelc(['explain', spec, 'incep3']);
  expect({ code, out, err }).toEqual({
    code: 2,
    out: '',
    err: 'error: nothing is named `incep3`\n  = help: write `incep1`\n',
  });
});

test('explains what is known of a wrong spec, followed by the errors', () => {
  const input = readFileSync(join(root, spec), 'utf8').replace('size: 1408', 'size: 1400');
  const { code, out, err } = runModelc(['explain', '-', 'incep2.channels'], { input });
  expect(code).toBe(1);
  expect(out).toContain('88 = 16 + 24 + 24 + 24');
  expect(err).toContain('error[expect/flatten-size]');
});
