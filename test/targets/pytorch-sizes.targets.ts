import { kinds } from '../../src/schema/kinds';
import { netOf, type Path, pathsOf } from './neighbours';
import { differing, type LayerCase, layerCase, layerClass } from './pytorch-layer';

// A layer that is written for one size of images must be right at others, or refuse them.

/** How often attributes are drawn for each kind. */
const DRAWS = 12;
const SIZES = [
  { height: 9, width: 8 },
  { height: 12, width: 7 },
] as const;

interface Pair {
  readonly written: LayerCase;
  /** The same layer, written for the other size. */
  readonly right: LayerCase;
}

/** A layer for the usual size and for another one; none if images of that size do not fit, or change nothing. */
function pairOf(path: Path, index: number): Pair | undefined {
  const size = SIZES[index % SIZES.length];
  try {
    const right = layerCase(`${path.name}_${index}`, netOf([path], size));
    const written = layerCase(right.name, netOf([path]));
    return written.shape[0] === right.shape[0] ? { written, right } : undefined;
  } catch {
    return undefined;
  }
}

function compared({ written, right }: Pair): string {
  const { name, shape } = right;
  return `${layerClass('Layer', right.code)}${layerClass('Other', written.code)}
try:
    other = Other()
    other(torch.zeros(3, ${shape.join(', ')}))
except RuntimeError:
    other = None
if other is not None:
    compare("${name}", Layer(), other, other.layer, (${shape.join(', ')},))`;
}

const pairs = kinds.flatMap((kind) =>
  Array.from({ length: DRAWS }, (_, seed) => pathsOf([kind], seed)).flatMap((paths, seed) =>
    paths
      .filter(({ items, bias }) => bias && items.at(-1)?.from.length === 1)
      .flatMap((path) => pairOf(path, seed) ?? []),
  ),
);

test('layers that are written for one size of images are right for another', () => {
  expect(pairs.length).toBeGreaterThan(DRAWS * (kinds.length / 2));
  expect(differing(pairs.map(compared))).toEqual([]);
});

test('a layer that is right for one size only is found', () => {
  const found = pairs.filter(({ right }) => right.name.includes('avg_pool2d') && right.code.module === undefined);
  const fixed = ([x = '']: readonly unknown[]): string => `F.avg_pool2d(F.pad(${x}, (0, 1, 0, 2)), 2)`;
  const wrong = found.map((pair) => ({ ...pair, written: { ...pair.written, code: { expression: fixed } } }));
  expect(differing(wrong.map(compared)).length).toBeGreaterThan(found.length / 2);
});
