import { type Kind, kinds } from '../../src/schema/kinds';
import { tryJob } from './differential';
import type { Results } from './job';
import { makeJob } from './job';
import { graphOf, randomNet, type Spec } from './random-spec';
import { samplers } from './samplers';
import { type Controls, openWorkshop, type TargetName, type Workshop } from './targets';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
}, 120_000);
afterAll(() => workshop.python.close());

/** A fault in the text of one target, and a net that it affects. */
interface Fault {
  readonly in: TargetName;
  readonly replace: readonly [RegExp | string, string];
  readonly layers: readonly unknown[];
  readonly seed?: number;
}

const image = { height: 6, width: 6, channels: 4 };
const conv = (attributes: object) => ({ conv2d: { filters: 4, kernel: 3, ...attributes } });

/** Each of them is one wrong row of one target. */
const faults: Readonly<Record<string, Fault>> = {
  'symmetric padding for an uneven `same`': {
    in: 'pytorch',
    replace: ['pads += [missing // 2, missing - missing // 2]', 'pads += [missing - missing // 2, missing // 2]'],
    layers: [conv({ stride: 2, padding: 'same' })],
  },
  'zeros around a padded max pool': {
    in: 'tfjs',
    replace: ['-Infinity', '0'],
    layers: [
      { scale: { factor: -1 } },
      { relu: {} },
      { scale: { factor: -1 } },
      { max_pool2d: { kernel: 3, padding: [1, 0, 1, 0] } },
    ],
  },
  'padding that counts in a mean': {
    in: 'pytorch',
    replace: [', count_include_pad=False', ''],
    layers: [{ avg_pool2d: { kernel: 3, stride: 2, padding: 1, count_include_pad: false } }],
  },
  "another framework's epsilon": {
    in: 'pytorch',
    replace: ['eps=0.1', 'eps=1e-5'],
    layers: [{ batch_norm: { epsilon: 0.1 } }],
  },
  'momentum the other way round': {
    in: 'pytorch',
    replace: ['momentum=0.3', 'momentum=0.7'],
    layers: [{ batch_norm: { momentum: 0.7 } }],
  },
  'a biased running variance': {
    in: 'tfjs',
    replace: ['count / Math.max(count - 1, 1)', '1'],
    layers: [{ batch_norm: { momentum: 0.5 } }],
  },
  "TensorFlow's alpha": { in: 'tfjs', replace: ['alpha / size', 'alpha'], layers: [{ lrn: { alpha: 1, size: 3 } }] },
  'a flatten in the wrong order': {
    in: 'pytorch',
    replace: ['torch.flatten(x, 1)', 'torch.flatten(x.permute(0, 2, 3, 1), 1)'],
    layers: ['flatten', { dense: { units: 3 } }],
  },
  'rectangles lying down': {
    in: 'pytorch',
    replace: ['(1, 3)', '(3, 1)'],
    layers: [conv({ kernel: [1, 3], padding: 1 })],
  },
  "another framework's slope": { in: 'tfjs', replace: ['alpha: 0.01', 'alpha: 0.3'], layers: ['leaky_relu'] },
  "another framework's hard sigmoid": { in: 'tfjs', replace: ['add(3)', 'mul(1.2).add(3)'], layers: ['hard_sigmoid'] },
  'one slope for all channels': { in: 'tfjs', replace: ['slope.read()', 'slope.read().mean()'], layers: ['prelu'] },
  'an approximation for the exact function': {
    in: 'tfjs',
    replace: ["'gelu'", "'gelu_new'"],
    layers: [{ gelu: {} }, { scale: { factor: 3 } }],
  },
  'a forgotten ceil_mode': {
    in: 'pytorch',
    replace: [', ceil_mode=True', ''],
    layers: [{ max_pool2d: { kernel: 3, stride: 2, ceil_mode: true } }],
  },
  'corners aligned in upsampling': {
    in: 'pytorch',
    replace: ['mode="bilinear"', 'mode="bilinear", align_corners=True'],
    layers: [{ upsample2d: { factor: 2, interpolation: 'bilinear' } }],
  },
  'a forgotten dilation': {
    in: 'pytorch',
    replace: [', dilation=2', ''],
    layers: [conv({ dilation: 2, padding: 'same' })],
  },
  'a forgotten scale': { in: 'tfjs', replace: ['factor: 0.5', 'factor: 1'], layers: [{ scale: { factor: 0.5 } }] },
};

const jobOf = (layers: readonly unknown[], seed: number) => {
  const graph = graphOf({ modelc: 1, input: image, layers } as unknown as Spec);
  if (!graph) throw new Error('the net of a control is wrong');
  return makeJob(graph, seed);
};

/** A job in training, the only phase that updates statistics. */
function trainingJob(layers: readonly unknown[]) {
  for (let seed = 1; ; seed++) {
    const job = jobOf(layers, seed);
    if (job.training) return job;
  }
}

describe('a fault in one row of one target is caught', () => {
  test.each(Object.entries(faults))('%s', async (_name, { in: target, replace: [wrong, by], layers }) => {
    const job = trainingJob(layers);
    expect((await tryJob(workshop, job)).faults).toEqual([]);
    let changed = false;
    const spoilText = (text: string): string => {
      const spoilt = text.replaceAll(wrong, by);
      changed = spoilt !== text;
      return spoilt;
    };
    const { faults: found } = await tryJob(workshop, job, { [target]: { spoilText } });
    expect(changed).toBe(true);
    expect(found.length).toBeGreaterThan(0);
  });

  const spoil = (change: (results: Results) => void): Controls => ({
    spoilResults: (results) => {
      change(results);
      return results;
    },
  });
  const spoils: Readonly<Record<string, Controls>> = {
    'a gradient that is 1 % too long': spoil(({ gradients }) => {
      const values = gradients.get('conv2d/kernel')?.values ?? [];
      for (const [index, value] of values.entries()) values[index] = value * 1.01;
    }),
    'a missing gradient': spoil(({ gradients }) => void (gradients as Map<string, unknown>).delete('conv2d/bias')),
    'an output off by a thousandth': spoil(({ outputs }) => {
      const [output] = outputs;
      if (output) output.values[0] = (output.values[0] as number) + 0.01;
    }),
    'a number that is none': spoil(({ outputs }) => {
      const [output] = outputs;
      if (output) output.values[0] = Number.NaN;
    }),
  };
  test.each(Object.entries(spoils))('%s', async (_name, control) => {
    const job = jobOf([conv({}), 'tanh'], 3);
    for (const target of ['live', 'tfjs', 'graph', 'pytorch'] as const)
      expect((await tryJob(workshop, job, { [target]: control })).faults).not.toEqual([]);
  });
});

test('random nets cover every kind, and both forms of everything else', () => {
  const seen = new Set<string>();
  const words = new Set<string>();
  for (let seed = 1; seed <= 300; seed++) {
    const { spec, graph } = randomNet(seed);
    for (const { kind } of graph.nodes) seen.add(kind);
    const text = JSON.stringify(spec);
    for (const word of [
      '"repeat"',
      '"side"',
      '"branch"',
      '"use"',
      '"inputs"',
      '"train_only"',
      '"when"',
      '"ceil_mode"',
      '"groups"',
      '"dilation"',
      '"trainable"',
    ])
      if (text.includes(word)) words.add(word);
  }
  expect(kinds.filter((kind) => !seen.has(kind))).toEqual([]);
  expect(words.size).toBe(11);
});

test('every kind has a sampler', () => {
  expect(Object.keys(samplers).sort()).toEqual([...kinds].sort() satisfies Kind[]);
});
