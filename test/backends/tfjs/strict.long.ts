import { emitTfjs } from '../../../src/backends/tfjs/emit-tfjs';
import { compileShipped, shippedSpecs } from '../../support/shipped-specs';
import { specs, trainingSpecs } from './specs';
import { compileStrictly, emit } from './support';

// Slow, since it runs the TypeScript compiler.
jest.setTimeout(240_000);

/** Other values of `let` that change the code: more stages, other blocks, expansion, widths. */
const variants: readonly (readonly [file: string, settings: Readonly<Record<string, string>>])[] = [
  ['specs/efficientnet.yaml', { b: '5' }],
  ['specs/regnet.yaml', { classes: '7' }],
  ['specs/densenet.yaml', { classes: '7' }],
  ['specs/vgg.yaml', { classes: '7' }],
];

/** A program as CommonJS and as an ES module. */
function bothModules(name: string, text: string): (readonly [string, string])[] {
  return ['cts', 'mts'].map((ending) => [`generated-${name}.${ending}`, text]);
}

async function shipped(file: string, settings?: Readonly<Record<string, string>>): Promise<string> {
  const { graph, ok } = compileShipped(file, settings);
  if (!graph || !ok) throw new Error(`${file} has errors`);
  return emitTfjs(graph);
}

test('programs of all forms compile under strict settings', async () => {
  const texts = new Map<string, string>();
  for (const [name, spec] of Object.entries({ ...specs, ...trainingSpecs })) {
    for (const [file, text] of bothModules(name, await emit(spec))) texts.set(file, text);
  }
  expect(compileStrictly(texts)).toEqual([]);
});

test('so do those of every shipped spec, and of variants', async () => {
  const texts = new Map<string, string>();
  for (const [index, [file, settings]] of [...shippedSpecs.map((file) => [file, {}] as const), ...variants].entries()) {
    for (const [name, text] of bothModules(`${index}`, await shipped(file, settings))) texts.set(name, text);
  }
  expect(texts.size).toBe(2 * (shippedSpecs.length + variants.length));
  expect(compileStrictly(texts)).toEqual([]);
});

test('detects an error, so the compiler does run', () => {
  const wrong = "import * as tf from '@tensorflow/tfjs-node';\ntf.layers.conv3();\nenum A {}\n";
  expect(compileStrictly(new Map(bothModules('wrong', wrong)))).toEqual(
    ['cts', 'mts'].flatMap((ending) => [
      expect.stringContaining(`generated-wrong.${ending}:2: Property 'conv3' does not exist`),
      expect.stringContaining(`generated-wrong.${ending}:3: This syntax is not allowed`),
      expect.stringContaining(`generated-wrong.${ending}:3: 'A' is declared but never used`),
    ]),
  );
});
