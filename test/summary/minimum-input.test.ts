import { type Compilation, compile } from '../../src/compiler/compile';
import { messageOf } from '../../src/diagnostics/wording';
import { isAboutSizes } from '../../src/summary/given-input';
import { minimumInput } from '../../src/summary/minimum-input';
import { falseClaims } from '../support/size-claims';
import type { Spec } from '../targets/random-spec';

function compiled(layers: string, input = 'height: 64, width: 64, channels: 3'): Compilation {
  const compilation = compile(`modelc: 1\ninput: { ${input} }\nlayers:\n${layers}`);
  const { graph, diagnostics } = compilation;
  if (!graph || !diagnostics.every((each) => each.severity === 'warning' || isAboutSizes(each)))
    throw new Error(diagnostics.map(messageOf).join());
  return compilation;
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
  const found = minimumInput(compiled(layers));
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
  expect(minimumInput(compiled(layers))?.training?.square).toBe(bruteForce(layers, 64));
});

test('below it, the named layer fails', () => {
  const found = minimumInput(
    compiled('  - conv2d: { filters: 2, kernel: 5 }\n    name: first\n  - max_pool2d: { kernel: 3 }'),
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
    compiled(
      `${layers}output: { name: aux, train_only: true }\n  - conv2d: { filters: 1, kernel: 3 }`.replace(
        '- global_avg_pool2d\n',
        '- global_avg_pool2d: {}\n',
      ),
    ),
  );
  expect([found?.training?.square, found?.inference?.square]).toEqual([9, 3]);
});

test('a net whose declared input is too small', () => {
  const spec = compiled('  - conv2d: { filters: 1, kernel: 9 }', 'height: 4, width: 4, channels: 1');
  expect(minimumInput(spec)?.training?.square).toBe(9);
});

test('a net that no size fits, and an input without a height', () => {
  const never = '  - branch:\n      a: [ { conv2d: { filters: 3, kernel: 2 } } ]\n      b: []\n  - add';
  expect(minimumInput(compiled(never, 'height: 4, width: 4, channels: 3'))?.training).toBeNull();
  expect(minimumInput(compiled('  - dense: { units: 2 }', 'features: 4'))).toBeUndefined();
});

const sized = (layers: readonly object[]): Spec => ({
  modelc: 1,
  input: { height: 16, width: 16, channels: 2 },
  layers,
});
const minimumOf = (spec: Spec) => minimumInput(compile(JSON.stringify(spec)))?.training;

test.each<readonly [string, object, number]>([
  ['a kernel', { avg_pool2d: { kernel: '${in.height}' } }, 1],
  ['a kernel that fits from some size on', { max_pool2d: { kernel: '${5 if in.height < 12 else 2}', stride: 1 } }, 5],
  ['a layer above some size', { conv2d: { filters: 2, kernel: 9 }, when: '${in.height > 6}' }, 1],
  ['repeats', { repeat: { times: '${floor(in.height / 3)}', layers: [{ conv2d: { filters: 2, kernel: 3 } }] } }, 1],
  ['an expression that holds for some sizes', { max_pool2d: { kernel: '${in.height / 6}', stride: 1 } }, 6],
])('where the input decides what the graph is, all sizes are expanded again: %s', (_name, layer, square) => {
  const spec = sized([layer]);
  const found = minimumOf(spec);
  expect(found?.square).toBe(square);
  expect(found && falseClaims(spec, found)).toEqual([]);
});

test('sizes that no input changes leave the graph as it is', () => {
  const resized = { resize2d: { size: [4, 4] } };
  const pool = (kernel: string) => ({ avg_pool2d: { kernel: `\${${kernel}}` } });
  for (const layers of [[pool('in.channels + 1')], [resized, pool('in.height')]])
    expect(minimumOf(sized(layers))?.height?.valid.period).toBe(1);
  const swapped = [{ permute: { axes: ['channels', 'width', 'height'] } }, pool('in.channels - 14')];
  expect(minimumOf(sized(swapped))).toMatchObject({ square: 15, height: { valid: { period: null } } });
});
