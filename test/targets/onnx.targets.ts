import { compile } from '../../src/compiler/compile';
import { messageOf } from '../../src/diagnostics/wording';
import { product, valuesOf } from '../../src/dimensions/dimension';
import { outputsIn } from '../../src/graph/graph';
import { typingOf } from '../../src/graph/typed-graph';
import type { Job, Results, Values } from './job';
import { type OnnxCase, readCases } from './onnx/onnx-case';
import { operators } from './onnx/operators';
import type { Writing, Written } from './onnx/written';
import { openWorkshop, type TargetName, targets, targetsOn, type Workshop } from './targets';

const cases = readCases().map((one) => ({ one, writing: writingOf(one) }));
const expressible = cases.flatMap(({ one, writing }) =>
  typeof writing === 'string' ? [] : [[one.name, one, writing] as const],
);

/** What the language cannot express, and the number of cases that need it. */
const inexpressible: Readonly<Record<string, number>> = {
  'a join of one value': 1,
  'a minimum above the maximum': 1,
  'a reduction of no axis': 2,
  'a slope of prelu for each value': 1,
  'another nearest cell': 1,
  'dilation of a pool': 2,
  'groups of a transposed convolution': 2,
  'layer norm over some of the axes': 2,
  'masks drawn by NumPy': 4,
  'numbers of selu other than those of its paper': 2,
  'padding by a number other than 0': 3,
  'pool by a p-norm': 8,
  'positions by align_corners': 1,
  'positions by asymmetric': 2,
  'positions by half_pixel_symmetric': 2,
  'positions by pytorch_half_pixel': 1,
  'positions by tf_crop_and_resize': 4,
  'product of two values': 4,
  'recurrent layer': 18,
  'rows chosen by indices': 4,
  'scales that are no ratios of sizes': 4,
  'slope of a hard sigmoid': 3,
  'smoothing before an image is made smaller': 4,
  'steps of a slice': 1,
  'the biased variance as a running statistic': 2,
  'the nearest cells for a size that is no multiple': 8,
  'thresholded relu': 3,
  'transposed convolution of a sequence': 1,
  'weights without the cells past the edge': 2,
  'windows over three axes': 11,
};

function writingOf(one: OnnxCase): Writing {
  const write = operators[one.operator];
  if (!write) throw new Error(`${one.operator} has no row`);
  return write(one);
}

/** The net of a case, and its numbers. */
function jobOf({ inputs, layers, weights = {}, training = false }: Written): Job {
  const sizes = Object.entries(inputs).map(([name, { shape }]) => [name, { shape: shape.slice(1) }]);
  const entry = 'input' in inputs ? Object.fromEntries(sizes) : { inputs: Object.fromEntries(sizes) };
  const { graph, ok, diagnostics } = compile(JSON.stringify({ modelc: 1, name: 'case', ...entry, layers }));
  if (!graph || !ok) throw new Error(diagnostics.map(messageOf).join('; '));
  const tensors = Object.values(inputs);
  const upstream = outputsIn(graph, training ? 'training' : 'inference').map(({ value }) => {
    const shape = [tensors[0]?.shape[0] ?? 1, ...valuesOf(typingOf(graph, value).output)];
    return { shape, values: new Float32Array(product(shape)) };
  });
  return { graph, training, inputs: tensors, weights: new Map(Object.entries(weights)), upstream };
}

/** Where outputs differ from those that ONNX expects, by its own rule. */
function differences({ outputs, rtol, atol }: OnnxCase, found: readonly Values[]): string[] {
  return found.flatMap(({ shape, values }, index) => {
    const expected = outputs[index] as Values;
    if (String(shape) !== String(expected.shape)) return [`shape ${shape}, not ${expected.shape}`];
    const wrong = expected.values.findIndex(
      (value, at) => !(Math.abs((values[at] as number) - value) <= atol + rtol * Math.abs(value)),
    );
    return wrong < 0 ? [] : [`${values[wrong]} at ${wrong}, not ${expected.values[wrong]}`];
  });
}

describe("ONNX's test cases of single nodes", () => {
  let workshop: Workshop;
  beforeAll(async () => {
    workshop = await openWorkshop();
  }, 120_000);
  afterAll(() => workshop.python.close());

  async function faults(name: TargetName, one: OnnxCase, writing: Written, factor = 1): Promise<string[]> {
    const results = await targets[name](workshop)(jobOf(writing), {});
    return differences(one, writing.read(multiplied(results, factor))).map((difference) => `${name}: ${difference}`);
  }

  test.each(expressible)('%s', async (_name, one, writing) => {
    for (const name of targetsOn(workshop)) expect(await faults(name, one, writing)).toEqual([]);
  });

  test('each of them would find outputs that are 1 % too large', async () => {
    for (const [name, one, writing] of expressible)
      expect([name, await faults('live', one, writing, 1.01)]).not.toEqual([name, []]);
  });

  test('all others need what the language cannot express', () => {
    const counts: Record<string, number> = {};
    for (const { writing } of cases) if (typeof writing === 'string') counts[writing] = (counts[writing] ?? 0) + 1;
    expect(counts).toEqual(inexpressible);
    expect([cases.length, expressible.length]).toEqual([362, 258]);
  });
});

function multiplied(results: Results, factor: number): Results {
  const outputs = results.outputs.map(({ shape, values }) => ({
    shape,
    values: values.map((value) => value * factor),
  }));
  return { ...results, outputs };
}
