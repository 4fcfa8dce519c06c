import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Compilation, compile } from '../../src/compiler/compile';
import { memoryReader } from '../../src/files/memory-reader';
import { resolveSpec } from '../../src/resolve/resolve-spec';
import { compileShipped, readShipped, shippedSpecs } from '../support/shipped-specs';
import { randomNet } from '../targets/random-spec';
import { expectSame, type Settings } from './expect-same';

// Slow, since every shipped spec is compiled three times.

test.each(shippedSpecs)('%s', (file) => {
  const text = expectSame(compileShipped(file));
  if (!readShipped(file).includes('include:')) expect(text).toBe(readShipped(file));
  for (const line of readShipped(file).split('\n')) {
    const moved = /^(include|let):/.test(line);
    if (!moved) expect(text).toContain(line.trimEnd());
  }
});

test.each<[string, Settings]>([
  ['inception-v3', { gamma: 'false', count_padding: 'false' }],
  ['inception-v3', { size: '75' }],
  ['inception-v4', { gamma: 'false' }],
  ['inception-mnist', { classes: '7' }],
  ['inception-resnet-v2', { width: '0.5' }],
  ['efficientnet', { stages: '[[1, 3, 1, 16, 1, 0], [6, 3, 2, 24, 2, 1]]' }],
])('%s with --set %j', (net, settings) => {
  const compilation = compileShipped(`specs/${net}.yaml`, settings);
  if (compilation.ok) expectSame(compilation, settings);
  else expect(compilation.diagnostics.map(({ code }) => code)).toEqual(['let/unknown-setting']);
});

/** The net in two files: half of its blocks are included. */
function halves(seed: number): { text: string; parts: string } | undefined {
  const { spec } = randomNet(seed);
  const blocks = Object.entries((spec.blocks ?? {}) as object);
  if (blocks.length === 0) return undefined;
  const [here, there] = [blocks.filter((_, index) => index % 2 === 1), blocks.filter((_, index) => index % 2 === 0)];
  const own = here.length > 0 ? { blocks: Object.fromEntries(here) } : {};
  const { modelc, blocks: _blocks, ...rest } = spec;
  return {
    text: JSON.stringify({ modelc, include: ['parts.yaml'], ...own, ...rest }, null, seed % 3),
    parts: JSON.stringify({ modelc, blocks: Object.fromEntries(there) }, null, seed % 2),
  };
}

test('random nets in two files', () => {
  let count = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const net = halves(seed);
    if (!net) continue;
    count++;
    const includes = memoryReader(new Map([['parts.yaml', net.parts]]));
    const compilation = compile(net.text, 'net.yaml', { includes });
    const again = compile(resolveSpec(compilation));
    const codes = ({ diagnostics }: Compilation): string[] => diagnostics.map(({ code }) => code).sort();
    expect(codes(again)).toEqual(codes(compilation));
    expect(again.graph && [...again.graph.weights.keys()]).toEqual(
      compilation.graph && [...compilation.graph.weights.keys()],
    );
  }
  expect(count).toBeGreaterThan(5);
});

test('every included file of the zoo is tested', () => {
  const all = readdirSync(join(__dirname, '../../specs/blocks'));
  const texts = shippedSpecs.map(readShipped);
  const direct = all.filter((name) => texts.some((text) => text.includes(`blocks/${name}`)));
  expect(direct).toHaveLength(all.length - 1);
});
