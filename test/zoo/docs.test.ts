import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readShipped, shippedBlocks, shippedSpecs } from '../support/shipped-specs';
import { published } from './torchvision';
import { countsOf } from './zoo';

const page = readFileSync(join(__dirname, '../../docs/zoo.md'), 'utf8');

/** The rows below one heading whose first cell is a spec; cells without thousands separators. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const part = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return part
    .split('\n')
    .filter((line) => line.startsWith('| `specs/'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replace(/(?<=\d),(?=\d{3})/g, '')));
}

const netOf = (cell = ''): string => cell.replace(/`specs\/(.*)\.yaml`/, '$1');
const linesOf = (file: string): string => String(readShipped(file).trimEnd().split('\n').length);

test('the tables contain every net of the family', () => {
  const listed = [...rowsBelow('As published'), ...rowsBelow('Small nets for MNIST')].map(([cell]) => netOf(cell));
  const family = shippedSpecs
    .map((file) => file.slice(6, -5))
    .filter((net) =>
      /^(googlenet|inception|lenet|resnet-m|siamese|m5|xception|mobilenet-v1|yolo|deeplab|wavenet|attention|cbam)/.test(
        net,
      ),
    );
  expect([...listed, 'inception-mnist'].sort()).toEqual(family.sort());
});

test.each(rowsBelow('As published'))('%s of %s has the documented counts and lines', (spec, _of, ...cells) => {
  const counts = countsOf(netOf(spec));
  const heads = counts.trainableWithHeads === counts.trainable ? '' : String(counts.trainableWithHeads);
  expect(cells).toEqual([
    String(counts.trainable),
    heads,
    String(counts.all),
    String(counts.macs),
    linesOf(`specs/${netOf(spec)}.yaml`),
  ]);
});

test.each(rowsBelow('Families of torchvision'))(
  '%s of %s has the documented counts and lines',
  (spec, _of, _variants, trainable, macs, lines) => {
    const counts = countsOf(netOf(spec));
    expect([trainable, macs, lines]).toEqual([
      String(counts.trainable),
      String(counts.macs),
      linesOf(`specs/${netOf(spec)}.yaml`),
    ]);
  },
);

test('the families are those that are checked against torchvision', () => {
  const [listed, others] = ['Families of torchvision', 'As published'].map((heading) =>
    rowsBelow(heading).map(([cell]) => netOf(cell)),
  );
  const checked = new Set(published.map(([, net]) => net));
  expect(listed).toEqual([...checked].filter((net) => !others?.includes(net)));
  expect(page).toContain(`lists ${published.length} models of torchvision`);
});

test.each(rowsBelow('Small nets for MNIST'))(
  '%s, small, has the documented counts, epochs and lines',
  (spec, _of, ...cells) => {
    const counts = countsOf(netOf(spec));
    const [epochs] = /(?<=^ {2}epochs: )\d+/m.exec(readShipped(`specs/${netOf(spec)}.yaml`)) ?? [];
    expect(cells).toEqual([String(counts.all), String(counts.macs), epochs, linesOf(`specs/${netOf(spec)}.yaml`)]);
  },
);

test.each([
  ['GoogLeNet', 'googlenet', ['conv', 'inception-v1']],
  ['Inception V3', 'inception-v3', ['conv', 'inception-v3']],
  ['Inception V4', 'inception-v4', ['conv', 'inception-v4']],
  ['Inception-ResNet-v2', 'inception-resnet-v2', ['conv', 'inception-resnet']],
] as const)('%s has the documented number of lines, without blocks', (title, net, blocks) => {
  const files = blocks.map((block) => `specs/blocks/${block}.yaml`);
  expect(shippedBlocks).toEqual(expect.arrayContaining(files));
  const shared = files.reduce((sum, file) => sum + Number(linesOf(file)), 0);
  expect(page).toContain(`| ${title} | ${linesOf(`specs/${net}.yaml`)} (${shared}) |`);
});

test('a reduction saves what the page says', () => {
  const [direct, reduced] = [countsOf('reduction-direct'), countsOf('reduction')];
  const weights = [25 * 192 * 32, 192 * 16 + 25 * 16 * 32] as const;
  expect([direct.all, direct.macs]).toEqual([weights[0], weights[0] * 28 * 28]);
  expect([reduced.all, reduced.macs]).toEqual([weights[1], weights[1] * 28 * 28]);
  expect((reduced.macs / direct.macs).toFixed(3)).toBe('0.103');
});
