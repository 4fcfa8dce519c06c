import type { Target } from '../../src/backends/target';
import { reportUnsupported, targets } from '../../src/backends/targets';
import { Collector } from '../../src/diagnostics/report';
import { totalsOf } from '../../src/diff/totals';
import { createLiveModel } from '../../src/engines/eager/live-model';
import { explainNode } from '../../src/explain/explain-node';
import { sumNodes } from '../../src/graph/weights';
import { summarizeGraph } from '../../src/summary/summary';
import { initialWeights } from '../../src/tensors/initial-weights';
import { loadEngine } from '../support/load-engine';
import { graphOf } from '../training/loop/support';

/** Lines that end in `# unread` are of layers that no output depends on: the oracle is the net without them. */
const nets = {
  'layers that lead nowhere': `
layers:
  - conv2d: { filters: 4, kernel: 3 }
    name: stem
  - conv2d: { filters: 5, kernel: 3 } # unread
    name: a # unread
  - batch_norm # unread
  - prelu # unread
  - relu: {}
    from: stem
  - flatten
  - dense: { units: 3 }
`,
  'a side path without an output': `
layers:
  - conv2d: { filters: 4, kernel: 3 }
  - side: # unread
      layers: [flatten, { dense: { units: 7 } }, softmax] # unread
    name: lost # unread
  - flatten
  - dense: { units: 3 }
`,
  'layers after the only output': `
layers:
  - flatten
  - dense: { units: 3 }
    name: scores
    output: { main: true }
  - dense: { units: 9 } # unread
  - relu # unread
`,
  'other readers of a flatten': `
layers:
  - conv2d: { filters: 4, kernel: 3 }
  - flatten: {}
    name: flat
  - softmax # unread
  - dense: { units: 7 } # unread
    from: flat # unread
  - softplus # unread
  - dense: { units: 3 }
    name: scores
    from: flat
`,
  'a join of paths with names': `
layers:
  - conv2d: { filters: 4, kernel: 3 }
    name: stem
  - branch: # unread
      left: [{ conv2d: { filters: 4, kernel: 1 } }] # unread
      right: [] # unread
  - concat # unread
  - max_pool2d: { kernel: 2 }
    from: stem
  - flatten
  - dense: { units: 3 }
`,
  'uses of a block, and a repeat': `
blocks:
  unit:
    params: { out: 4, rate: 1 }
    layers:
      - conv2d: { filters: "\${out}", kernel: 3, padding: same }
      - leaky_relu: { slope: "\${rate}" }
layers:
  - { use: unit, name: stem }
  - { use: unit, with: { out: 6, rate: 0.5 } } # unread
  - repeat: # unread
      times: 2 # unread
      layers: [{ use: unit }] # unread
  - use: unit
    name: last
    from: stem
  - flatten
  - dense: { units: 3 }
`,
  'layers inside a block': `
blocks:
  unit:
    params: { out }
    layers:
      - conv2d: { filters: "\${out}", kernel: 3, padding: same }
        name: first
      - batch_norm # unread
      - sigmoid # unread
      - relu: {}
        from: first
layers:
  - { use: unit, with: { out: 4 } }
  - { use: unit, with: { out: 6 } }
  - flatten
  - dense: { units: 3 }
`,
  'a layer that shares the weights of another': `
layers:
  - conv2d: { filters: 3, kernel: 3, padding: same }
    name: stem
  - conv2d: { filters: 3, kernel: 3, padding: same } # unread
    weights: stem # unread
  - relu: {}
    from: stem
  - flatten
  - dense: { units: 3 }
`,
};

const head = 'modelc: 1\nname: net\ninput: { height: 8, width: 8, channels: 3 }\n';
const without = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.endsWith('# unread'))
    .join('\n');

const pairs = Object.entries(nets).map(
  ([name, text]) => [name, { all: graphOf(head + text), model: graphOf(head + without(text)) }] as const,
);

describe.each(pairs)('%s', (_name, { all, model }) => {
  test('are there', () => {
    expect(all.nodes.length).toBeGreaterThan(model.nodes.length);
  });

  test('count nothing', () => {
    const [summary, expected] = [summarizeGraph(all, 8), summarizeGraph(model, 8)];
    const { parameters, macs, inference, conventions, memory } = expected;
    expect(summary).toMatchObject({ parameters, macs, inference, conventions, memory });
    const rows = summary.nodes.filter(({ unread }) => !unread);
    expect(rows).toEqual(expected.nodes);
    for (const { difference } of Object.values(totalsOf(all, model)).filter((total) => 'difference' in total))
      expect(difference).toBe(0);
  });

  test('have no weights', () => {
    expect([...all.weights]).toEqual([...model.weights]);
    expect(initialWeights(all, 3)).toEqual(initialWeights(model, 3));
  });

  test.each(['pytorch', 'tfjs', 'savedmodel'] as const)('%s leaves them out', async (name) => {
    const [found, expected] = await Promise.all([all, model].map((graph) => targets[name].emit({ graph })));
    expect(found).toHaveLength(expected?.length ?? 0);
    for (const [index, { content }] of (found ?? []).entries())
      expect(comparable(content)).toEqual(comparable(expected?.[index]?.content));
  });
});

test('the eager engine has no variables for them, and computes the same', async () => {
  const { tf } = await loadEngine('wasm');
  for (const [, { all, model }] of pairs) {
    const [found, expected] = [all, model].map((graph) => {
      const live = createLiveModel(graph, tf, 7);
      const output = tf.tidy(() => live.forward([tf.ones([2, 8, 8, 3])], { training: true, step: 0 })[0]?.arraySync());
      const keys = [...live.variables.keys()];
      live.dispose();
      return { output, keys };
    });
    expect(found).toEqual(expected);
  }
});

test('weights of an unread layer that a layer of the model shares count once, and stay', () => {
  const convolution = '{ conv2d: { filters: 4, kernel: 3 }';
  const shared = graphOf(`${head}layers: [${convolution}, name: a }, ${convolution}, from: input, weights: a }]\n`);
  const single = graphOf(`${head}layers: [${convolution} }]\n`);
  expect(sumNodes(shared)).toEqual(sumNodes(single));
  expect([...shared.weights.keys()]).toEqual(['a/kernel', 'a/bias']);
});

test('a target does not refuse them', () => {
  const refuse = { what: 'a softmax', reason: 'it has none', help: '' };
  const target: Target = { ...targets.spec, refusals: { softmax: refuse } };
  const found = (text: string): number => {
    const collector = new Collector();
    reportUnsupported('limited', target, { graph: graphOf(head + text) }, collector);
    return collector.findings.length;
  };
  const text = nets['a side path without an output'];
  expect(found(text)).toBe(0);
  expect(found(`${text}  - softmax\n`)).toBe(1);
});

test('explain says why they count nothing', () => {
  const explained = explainNode(graphOf(head + nets['layers that lead nowhere']), 'a.parameters');
  expect('steps' in explained && explained.steps.map(({ value, formula }) => [value, formula])).toEqual([
    [0, 'no output depends on it'],
  ]);
});

/** Without what a tfjs program says of the layers that it leaves out. */
function comparable(content: string | Uint8Array | undefined) {
  if (typeof content !== 'string') return content;
  return content.replace(/\/\*\*\n \* (The model, with initial weights\.)\n \* Without .*\n \*\//, '/** $1 */');
}
