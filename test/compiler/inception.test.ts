import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../src/compiler/compile';
import { summarizeGraph } from '../../src/summary/summary';

const text = readFileSync(join(__dirname, '../../specs/inception-mnist.yaml'), 'utf8');

test('the small Inception net has its published counts', () => {
  const { ok, diagnostics, graph } = compile(text);
  expect(diagnostics).toEqual([]);
  expect(ok).toBe(true);
  if (!graph) throw new Error('no graph');
  const { parameters, macs, nodes } = summarizeGraph(graph);
  expect(parameters).toEqual({ total: 97298, trainable: 97298, nonTrainable: 0 });
  expect(macs).toBe(6019200);
  expect(nodes.map(({ name, output, parameters: count }) => [name, output?.join('x'), count])).toEqual([
    ['conv1', '24x24x10', 260],
    ['max_pool2d', '12x12x10', 0],
    ['relu', '12x12x10', 0],
    ['incep1/one/conv2d', '12x12x16', 176],
    ['incep1/five/conv2d', '12x12x16', 176],
    ['incep1/five/conv2d_2', '12x12x24', 9624],
    ['incep1/three/conv2d', '12x12x16', 176],
    ['incep1/three/conv2d_2', '12x12x24', 3480],
    ['incep1/three/conv2d_3', '12x12x24', 5208],
    ['incep1/pool/avg_pool2d', '12x12x10', 0],
    ['incep1/pool/conv2d', '12x12x24', 264],
    ['incep1/concat', '12x12x88', 0],
    ['conv2', '8x8x20', 44020],
    ['max_pool2d_2', '4x4x20', 0],
    ['relu_2', '4x4x20', 0],
    ['incep2/one/conv2d', '4x4x16', 336],
    ['incep2/five/conv2d', '4x4x16', 336],
    ['incep2/five/conv2d_2', '4x4x24', 9624],
    ['incep2/three/conv2d', '4x4x16', 336],
    ['incep2/three/conv2d_2', '4x4x24', 3480],
    ['incep2/three/conv2d_3', '4x4x24', 5208],
    ['incep2/pool/avg_pool2d', '4x4x20', 0],
    ['incep2/pool/conv2d', '4x4x24', 504],
    ['incep2/concat', '4x4x88', 0],
    ['flatten', '1408', 0],
    ['fc', '10', 14090],
  ]);
});

test('a wrong flatten size is explained back to the input', () => {
  const wrong = text
    .replace('size: 1408', 'size: 1400')
    .replace('dense: { units: 10 }', 'dense: { inputs: 1400, units: 10 }');
  const { diagnostics } = compile(wrong);
  expect(diagnostics.map(({ code }) => code)).toEqual(['expect/flatten-size', 'expect/dense-inputs']);
  for (const { notes, fixes } of diagnostics) {
    const told = notes.map(({ message }) => message).join('\n');
    expect(told).toContain('1408 = 88 channels x 4 x 4');
    expect(told).toContain('88 = 16 + 24 + 24 + 24');
    for (const layer of ['conv1', 'max_pool2d', 'conv2', 'max_pool2d_2']) expect(told).toContain(`\`${layer}\``);
    expect(fixes[0]?.edits[0]?.newText).toBe('1408');
  }
});

test('names of weights stay when a relu is inserted', () => {
  const weightsOf = (spec: string): string[] =>
    compile(spec)
      .graph?.nodes.filter(({ kind }) => kind === 'conv2d' || kind === 'dense')
      .map(({ name }) => name) ?? [];
  const more = text.replaceAll('kernel: 5, padding: same }', 'kernel: 5, padding: same }\n            - relu');
  expect(more).not.toBe(text);
  expect(weightsOf(more)).toEqual(weightsOf(text));
});
