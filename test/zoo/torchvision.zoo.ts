import { differencesFrom, expectEqual } from './compare-pytorch';
import { type Published, published, segmentation } from './torchvision';
import { graphOf } from './zoo';

/** That of V3 needs a whole image; the table counts GoogLeNet without its heads, which torchvision's model has. */
const others: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  inception_v3: { size: '299' },
  googlenet: { heads: 'true' },
};

const seen: string[] = [];
afterAll(() => process.stdout.write(seen.join('')));

/** The greatest differences from torchvision's model with the same weights, by what is compared. */
function differences([model, net, settings]: Published, ...flags: readonly string[]): Readonly<Record<string, number>> {
  const sized = { size: '64', ...settings, ...others[model] };
  return differencesFrom(model, graphOf(net, sized), `3x${sized.size}x${sized.size}`, ...flags);
}

test.each([...published, ...segmentation])('%s computes what torchvision computes', (...row) => {
  const found = differences(row);
  seen.push(`${row[0]} ${JSON.stringify(found)}\n`);
  expectEqual(found);
});

test('a weight that differs by 1 % is found', () => {
  const { output, gradients } = differences(['squeezenet1_1', 'squeezenet', {}, 0, 0], 'disturb');
  expect(output).toBeGreaterThan(1e-6);
  expect(gradients).toBeGreaterThan(1e-6);
});
