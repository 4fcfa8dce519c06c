import path from 'node:path';
import { emitPytorch } from '../../src/backends/pytorch/emit-pytorch';
import { compile } from '../../src/compiler/compile';
import { type BlockCase, CHANNELS, differing, type Given, randomBlock, specOfUses } from '../support/random-blocks';
import { PythonServer } from './python';

// A class of a block, written for one use and created with the values of another, must be the one that is written for the other.

const SEEDS = 120;

const server = new PythonServer(path.join(__dirname, 'pytorch/every_value.py'));
afterAll(() => server.close());

/** The programs of some uses; undefined if one of them is wrong. */
function programs({ layers }: BlockCase, ...all: readonly (readonly Given[])[]): readonly string[] | undefined {
  const graphs = all.map((uses) => compile(specOfUses(layers, uses))).flatMap(({ ok, graph }) => (ok && graph) || []);
  return graphs.length < all.length ? undefined : graphs.map(emitPytorch);
}

/** What becomes of the classes of a block: `equal`, `fixed` if they have no parameter for what differs, or what is wrong. */
async function answers(block: BlockCase): Promise<readonly unknown[]> {
  const { uses } = block;
  const [first, second] = uses;
  const found = programs(block, [first], [second], uses, uses.toReversed());
  if (!found) return [];
  const [one = '', other = '', both = '', reversed = ''] = found;
  const ask = (text: string, wanted: string, values: Given): Promise<unknown> =>
    server.ask({ one: text, other: wanted, differing: differing(uses), values: { ...values, in_channels: CHANNELS } });
  return [
    await ask(one, other, second),
    await ask(other, one, first),
    await ask(both, other, second),
    await ask(reversed, one, first),
  ];
}

test('classes of random blocks are right for the values of other uses', async () => {
  const found = await Promise.all(
    Array.from({ length: SEEDS }, async (_, seed) => ({ seed, answers: await answers(randomBlock(seed)) })),
  );
  const all = found.flatMap((one) => one.answers);
  expect(all.filter((answer) => answer === 'equal').length).toBeGreaterThan(SEEDS / 2);
  expect(found.filter((one) => one.answers.some((answer) => answer !== 'equal' && answer !== 'fixed'))).toEqual([]);
});

test('a class that is right for one use only is found', async () => {
  const layers = [{ conv2d: { filters: '${n}', kernel: 1 } }, { conv2d: { filters: '${n + 1}', kernel: 1 } }];
  const [first, second] = [{ n: 2 }, { n: 3 }];
  const block: BlockCase = { seed: 0, layers, uses: [first, second] };
  const [one = '', other = ''] = programs(block, [first], [second]) ?? [];
  const wrong = one.replace('n + 1', '3');
  expect(wrong).not.toBe(one);
  const values = { ...second, in_channels: CHANNELS };
  expect(await server.ask({ one, other, differing: ['n'], values })).toBe('equal');
  expect(await server.ask({ one: wrong, other, differing: ['n'], values })).toBe('other shapes');
});
