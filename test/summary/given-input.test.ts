import { compile } from '../../src/compiler/compile';
import { compareGraphs } from '../../src/diff/compare';
import type { TypedGraph } from '../../src/graph/typed-graph';
import { withGivenInputs } from '../../src/summary/given-input';
import type { Spec } from '../targets/random-spec';

const spec = (sizes: readonly number[], layers: readonly object[]): Spec => ({
  modelc: 1,
  input: { shape: sizes },
  layers,
});

function graphOf(written: Spec): TypedGraph {
  const { graph, ok, diagnostics } = compile(JSON.stringify(written));
  if (!graph || !ok) throw new Error(diagnostics.map(({ code }) => code).join());
  return graph;
}

/** Whether the graph for another input is that of a spec with this input. */
function isAsWritten(layers: readonly object[], sizes: readonly number[]): boolean {
  const { graph, resize } = compile(JSON.stringify(spec([16, 16, 3], layers)));
  const given = graph && resize && withGivenInputs(graph, [{ name: undefined, sizes }], resize);
  if (!given || 'message' in given) throw new Error(given?.message);
  const [height = 0, width = 0, channels = 3] = sizes;
  return compareGraphs(given.graph, graphOf(spec([height, width, channels], layers))).same;
}

const conv = (attributes: object) => ({ conv2d: { filters: 4, kernel: 3, ...attributes } });
const pool = (kernel: unknown) => ({ avg_pool2d: { kernel } });

test.each<readonly [string, readonly object[]]>([
  ['no size', [conv({})]],
  ['channels', [conv({ filters: '${2 * in.channels}' }), conv({ filters: '${in.channels + 1}' })]],
  ['the height', [conv({}), pool(['${in.height}', '${in.width / 2}'])]],
  ['a choice', [conv({ kernel: '${3 if in.height > 12 else 1}' })]],
  ['a condition', [conv({}), { ...conv({ stride: 2 }), when: '${in.height > 8}' }]],
  ['a repeat', [{ repeat: { times: '${floor(in.height / 4)}', layers: [conv({ padding: 'same' })] } }]],
  ['features', [{ flatten: {} }, { dense: { units: '${ceil(in.features / 64)}' } }]],
])('the graph for another input is that of the spec with this input: %s', (_name, layers) => {
  for (const sizes of [
    [8, 8, 3],
    [20, 12, 3],
    [20, 20, 5],
    [16, 16, 1],
    [10, 10],
  ])
    expect([sizes, isAsWritten(layers, sizes)]).toEqual([sizes, true]);
});

test('negative control: another input gives another graph where an expression uses its size', () => {
  const [one, other] = [8, 20].map((size) =>
    graphOf(spec([size, size, 3], [pool('${in.height}'), conv({ kernel: 1 })])),
  );
  expect(one && other && compareGraphs(one, other).same).toBe(false);
});

test('mistakes that only another input makes are reported, and expectations are not', () => {
  const layers = [{ ...conv({ kernel: '${in.height / 4}' }), expect: { height: 13 } }, { flatten: { size: 676 } }];
  const { graph, resize, ok } = compile(JSON.stringify(spec([16, 16, 3], layers)));
  const codes = (size: number) => {
    const given = graph && resize && withGivenInputs(graph, [{ name: undefined, sizes: [size, size] }], resize);
    return given && 'diagnostics' in given ? given.diagnostics.map(({ code }) => code) : [];
  };
  expect([ok, codes(20), codes(18)]).toEqual([true, [], ['schema/value']]);
});
