import { specs, trainingSpecs } from './specs';
import { compileStrictly, emit } from './support';

jest.setTimeout(120_000);

test('every generated program compiles under strict settings', async () => {
  const all = Object.entries({ ...specs, ...trainingSpecs });
  const texts = new Map<string, string>();
  for (const [name, spec] of all) texts.set(`generated-${name}.ts`, await emit(spec));
  expect(compileStrictly(texts)).toEqual([]);
});

test('detects an error, so the compiler does run', () => {
  const texts = new Map([['generated-wrong.ts', "import * as tf from '@tensorflow/tfjs-node';\ntf.layers.conv3();\n"]]);
  expect(compileStrictly(texts)).toEqual([
    expect.stringContaining("generated-wrong.ts:2: Property 'conv3' does not exist"),
  ]);
});
