import { compileStrictly, emit, specOf } from './support';

jest.setTimeout(60_000);

// Slow, since it runs the TypeScript compiler.
test('a block may name its input like something in the program', async () => {
  const texts = new Map<string, string>();
  for (const input of ['name', 'tf', 'chain', 'again', 'options']) {
    const layer = `{ conv2d: { filters: 2, kernel: 1 }, from: ${input} }`;
    const block = `blocks: { gate: { inputs: [${input}], layers: [${layer}] } }\n`;
    texts.set(`generated-${input}.ts`, await emit(specOf('  - use: gate\n    from: [input]\n', block)));
  }
  expect(compileStrictly(texts)).toEqual([]);
  expect(texts.get('generated-name.ts')).toContain('function gate(name2: tf.SymbolicTensor, name: string)');
});
