import { compile } from '../../src/compiler/compile';
import { messageOf } from '../../src/diagnostics/wording';
import type { TypedGraph } from '../../src/graph/typed-graph';
import { isAboutSizes } from '../../src/summary/given-input';
import { minimumInput } from '../../src/summary/minimum-input';

function graphOf(layers: string, input = 'height: 64, width: 64, channels: 3'): TypedGraph {
  const { graph, diagnostics } = compile(`modelc: 1\ninput: { ${input} }\nlayers:\n${layers}`);
  if (!graph || !diagnostics.every((each) => each.severity === 'warning' || isAboutSizes(each)))
    throw new Error(diagnostics.map(messageOf).join());
  return graph;
}

const unet = `
  - conv2d: { filters: 4, kernel: 3, padding: same }
    name: fine
  - max_pool2d: { kernel: 4 }
  - max_pool2d: { kernel: [2, 1] }
  - upsample2d: { factor: [8, 4] }
    name: grown
  - concat: {}
    from: [fine, grown]`;

test.each([
  [
    'windows',
    '  - conv2d: { filters: 2, kernel: [7, 3], stride: 2 }\n  - max_pool2d: { kernel: 2 }',
    [9, 1],
    [5, 1],
    9,
  ],
  ['multiples', unet, [8, 8], [4, 4], 8],
  ['cuts', '  - slice: { axis: height, start: 2, end: -3 }\n  - crop2d: { cropping: [0, 0, 2, 2] }', [6, 1], [5, 1], 6],
  ['blocks', '  - space_to_depth: { block: 4 }', [4, 4], [4, 4], 4],
  [
    'axes that change places',
    '  - permute: { axes: [width, height, channels] }\n  - conv2d: { filters: 2, kernel: [7, 3] }',
    [3, 1],
    [7, 1],
    7,
  ],
  ['nothing breaks', '  - conv2d: { filters: 2, kernel: 3, padding: same }', [1, 1], [1, 1], 1],
])('%s', (_name, layers, [height, rowStep], [width, columnStep], square) => {
  const found = minimumInput(graphOf(layers));
  expect(found?.training).toMatchObject({
    height: { smallest: height, valid: { period: rowStep } },
    width: { smallest: width, valid: { period: columnStep } },
    square,
  });
});

/** Tries every size up to a limit by compiling the spec again. */
function bruteForce(layers: string, limit: number): number {
  for (let size = 1; size <= limit; size++) {
    const text = `modelc: 1\ninput: { height: ${size}, width: ${size}, channels: 3 }\nlayers:\n${layers}`;
    if (compile(text).ok) return size;
  }
  return 0;
}

test.each([
  unet,
  '  - conv2d: { filters: 2, kernel: 5 }\n  - avg_pool2d: { kernel: 3, stride: 3 }\n  - conv2d: { filters: 2, kernel: 4, dilation: 2 }',
  '  - branch:\n      a: [ { max_pool2d: { kernel: 3, stride: 2 } } ]\n      b: [ { conv2d: { filters: 3, kernel: 2, stride: 2 } } ]\n  - add\n  - max_pool2d: { kernel: 3 }',
])('agrees with trying every size: %#', (layers) => {
  expect(minimumInput(graphOf(layers))?.training?.square).toBe(bruteForce(layers, 64));
});

test('below it, the named layer fails', () => {
  const found = minimumInput(
    graphOf('  - conv2d: { filters: 2, kernel: 5 }\n    name: first\n  - max_pool2d: { kernel: 3 }'),
  );
  expect(found?.training?.height?.below).toEqual({
    size: [6, 7],
    node: 'max_pool2d',
    line: 6,
    message: 'kernel 3 does not fit in height 2',
  });
});

test('auxiliary heads count only in training', () => {
  const layers = `
  - side:
      layers:
        - conv2d: { filters: 1, kernel: 9 }
        - global_avg_pool2d
          `;
  const found = minimumInput(
    graphOf(
      `${layers}output: { name: aux, train_only: true }\n  - conv2d: { filters: 1, kernel: 3 }`.replace(
        '- global_avg_pool2d\n',
        '- global_avg_pool2d: {}\n',
      ),
    ),
  );
  expect([found?.training?.square, found?.inference?.square]).toEqual([9, 3]);
});

test('a net whose declared input is too small', () => {
  const graph = graphOf('  - conv2d: { filters: 1, kernel: 9 }', 'height: 4, width: 4, channels: 1');
  expect(minimumInput(graph)?.training?.square).toBe(9);
});

test('a net that no size fits, and an input without a height', () => {
  const never = '  - branch:\n      a: [ { conv2d: { filters: 3, kernel: 2 } } ]\n      b: []\n  - add';
  expect(minimumInput(graphOf(never, 'height: 4, width: 4, channels: 3'))?.training).toBeNull();
  expect(minimumInput(graphOf('  - dense: { units: 2 }', 'features: 4'))).toBeUndefined();
});

test('no smallest input is claimed where the input decides what the graph is', () => {
  const text = (kernel: string) =>
    `modelc: 1\ninput: { height: 16, width: 16, channels: 1 }\nlayers:\n  - avg_pool2d: { kernel: "\${${kernel}}" }\n`;
  const minimumOf = (kernel: string) => {
    const { graph } = compile(text(kernel));
    return graph && minimumInput(graph);
  };
  expect(minimumOf('in.height')).toBeUndefined();
  expect(minimumOf('in.channels + 1')).toMatchObject({ training: { square: 2 } });
});
