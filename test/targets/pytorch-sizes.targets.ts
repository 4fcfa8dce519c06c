import { emitPytorch } from '../../src/backends/pytorch/emit-pytorch';
import { compile } from '../../src/compiler/compile';
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

const SCENE = `
blocks:
  scene:
    layers:
      - branch:
          near: [{ conv2d: { filters: 2, kernel: 3, padding: 1 } }]
          all:
            - adaptive_avg_pool2d: { size: 1 }
            - resize2d: { size: ["\${input.height}", "\${input.width}"] }
      - concat
  crop:
    inputs: [skip, up]
    layers:
      - crop2d: { cropping: ["\${(skip.height - up.height) / 2}", "\${(skip.width - up.width) / 2}"] }
        from: skip
      - concat: {}
        from: [crop2d, up]
layers:
  - max_pool2d: { kernel: 2 }
  - use: scene
  - resize2d: { size: ["\${input.height}", "\${2 * input.width}"] }
  - resize2d: { size: ["\${2 * in.height}", "\${in.width / 2}"] }
    name: last
  - use: crop
    from: [last, input]
`;

/** The program of a net for a size of image, and its results for an image of another size. */
function atSize(height: number, width: number): string {
  const { graph } = compile(`modelc: 1\ninput: { height: ${height}, width: ${width}, channels: 3 }${SCENE}`);
  if (!graph) throw new Error('the net is wrong');
  return `
space = {}
exec(${JSON.stringify(emitPytorch(graph))}, space)
torch.manual_seed(2)
results.append(space["Model"]().eval()(torch.linspace(-1, 1, 3 * 16 * 10).reshape(1, 3, 16, 10)))`;
}

const unequal = `
if results[0].shape != results[1].shape or not torch.equal(*results):
    print("wrong")`;

test('a net with expressions over sizes is right at other sizes', () => {
  expect(differing(['results = []', atSize(8, 12), atSize(16, 10), unequal])).toEqual([]);
  const wrong = atSize(8, 12).replace('2 * width', '24');
  expect(wrong).not.toBe(atSize(8, 12));
  expect(differing(['results = []', wrong, atSize(16, 10), unequal])).toEqual(['wrong']);
});
