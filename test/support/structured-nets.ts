import { type Document, isMap, isScalar, visit, Document as YamlDocument } from 'yaml';
import { compile } from '../../src/compiler/compile';
import { messageOf } from '../../src/diagnostics/wording';
import { valuesOf } from '../../src/dimensions/dimension';
import type { Step, ValueId } from '../../src/graph/graph';
import { type TypedGraph, typingOf } from '../../src/graph/typed-graph';
import { Random } from '../targets/random';

export type Item = Readonly<Record<string, unknown>>;

/** A net as people design them, as data. */
export interface Structured extends Item {
  readonly layers: readonly Item[];
}

export interface StructuredNet {
  readonly family: string;
  readonly spec: Structured;
  readonly graph: TypedGraph;
}

/** Choices that one author makes once, and then keeps to. */
interface Habits {
  readonly random: Random;
  readonly axes: '1d' | '2d';
  readonly width: number;
  readonly padding: (kernel: number) => unknown;
  readonly norm: boolean;
  readonly activation: string;
}

function habitsOf(random: Random): Habits {
  const inCells = random.chance(0.5);
  return {
    random,
    axes: random.chance(0.25) ? '1d' : '2d',
    width: random.pick([4, 6, 8, 12, 16]),
    padding: (kernel) => (inCells ? (kernel - 1) / 2 : 'same'),
    norm: random.chance(0.6),
    activation: random.pick(['relu', 'silu', 'elu']),
  };
}

function input({ axes }: Habits, size: number, channels: number): Item {
  return axes === '1d' ? { length: size, channels } : { height: size, width: size, channels };
}

interface Convolution {
  readonly filters: unknown;
  readonly kernel?: number;
  readonly stride?: unknown;
}

function conv({ axes, padding }: Habits, { filters, kernel = 3, stride }: Convolution, name?: string): Item {
  const pad = kernel === 1 ? {} : { padding: padding(kernel) };
  const steps = stride === undefined || stride === 1 ? {} : { stride };
  return { [`conv${axes}`]: { filters, kernel, ...steps, ...pad }, ...(name !== undefined && { name }) };
}

/** A convolution, perhaps its norm, and the activation. */
function unit(habits: Habits, convolution: Convolution, name?: string): Item[] {
  return [...linear(habits, convolution, name), { [habits.activation]: {} }];
}

function linear(habits: Habits, convolution: Convolution, name?: string): Item[] {
  return [conv(habits, convolution, name), ...(habits.norm ? [{ batch_norm: {} }] : [])];
}

const pool = ({ axes }: Habits, attributes: Item = { kernel: 2 }): Item => ({ [`max_pool${axes}`]: attributes });

/** Layers that end a classifier. */
function head(habits: Habits, classes: number): Item[] {
  const { random, axes, width } = habits;
  const flat = random.chance(0.6);
  return [
    flat ? { flatten: {}, name: 'flat' } : { [`global_avg_pool${axes}`]: {}, name: 'pooled' },
    ...(flat || random.chance(0.3) ? [{ dense: { units: 4 * width }, name: 'hidden' }, { relu: {} }] : []),
    { dense: { units: classes }, name: 'classes' },
  ];
}

interface Draft {
  readonly input: Item;
  readonly blocks?: Item;
  readonly layers: readonly Item[];
  readonly train?: Item;
}

/** Convolutions and pools, then dense layers. */
function plain(habits: Habits): Draft {
  const { random, width, axes } = habits;
  const stages = random.int(2, 3);
  const deep = random.int(1, 3);
  const layers = Array.from({ length: stages }, (_, stage) => [
    ...Array.from({ length: deep }, (_, at) =>
      unit(habits, { filters: width * 2 ** stage }, `conv${stage}_${at}`),
    ).flat(),
    pool(habits),
  ]).flat();
  const isMnist = axes === '2d' && random.chance(0.5);
  const classes = isMnist ? 10 : random.pick([5, 10, 100]);
  return {
    input: isMnist ? input(habits, 28, 1) : input(habits, random.pick([32, 48, 64]), 3),
    layers: [...layers, ...head(habits, classes)],
    ...(isMnist && { train: { dataset: 'mnist' } }),
  };
}

/** Larger kernels and strides at the start, as in AlexNet. */
function strided(habits: Habits): Draft {
  const { random, width } = habits;
  return {
    input: input(habits, random.pick([63, 95, 127]), 3),
    layers: [
      { [`conv${habits.axes}`]: { filters: width, kernel: 7, stride: 2, padding: 3 }, name: 'stem' },
      { relu: {} },
      pool(habits, { kernel: 3, stride: 2 }),
      ...unit(habits, { filters: 2 * width, kernel: 5 }, 'second'),
      pool(habits, { kernel: 3, stride: 2 }),
      ...unit(habits, { filters: 2 * width }, 'third'),
      ...unit(habits, { filters: width }, 'fourth'),
      pool(habits, { kernel: 3, stride: 2 }),
      ...head(habits, 10),
    ],
  };
}

/** The paths of a residual layer with a projection, if it changes the shape. */
function residualPaths(habits: Habits, from: number, out: number, stride: number): Item {
  const bottleneck = habits.random.chance(0.3);
  const main = bottleneck
    ? [
        ...unit(habits, { filters: out / 2, kernel: 1 }),
        ...unit(habits, { filters: out / 2, stride }),
        ...linear(habits, { filters: out, kernel: 1 }),
      ]
    : [...unit(habits, { filters: out, stride }), ...linear(habits, { filters: out })];
  const skip = from !== out || stride > 1 ? linear(habits, { filters: out, kernel: 1, stride }) : [];
  return { branch: { main, skip } };
}

/** Residual layers, written out. */
function residual(habits: Habits): Draft {
  const { random, width, activation } = habits;
  const stages = random.int(2, 4);
  const layers = Array.from({ length: stages }, (_, stage) => {
    const out = width * 2 ** stage;
    const from = stage === 0 ? width : out / 2;
    const first = residualPaths(habits, from, out, stage === 0 ? 1 : 2);
    const more = random.chance(0.5) ? [residualPaths(habits, out, out, 1)] : [];
    return [first, ...more].flatMap((branch) => [branch, { add: {} }, { [activation]: {} }]);
  }).flat();
  return {
    input: input(habits, random.pick([32, 40, 64]), 3),
    layers: [...unit(habits, { filters: width }, 'stem'), ...layers, ...head(habits, 10)],
  };
}

/** Residual layers by blocks with parameters, used and repeated. */
function residualBlocks(habits: Habits): Draft {
  const { random, width, activation } = habits;
  const main = (stride: unknown): Item[] => [
    ...unit(habits, { filters: '${out}', stride }),
    ...linear(habits, { filters: '${out}' }),
  ];
  const tail = [{ add: {} }, { [activation]: {} }];
  const shortcut = linear(habits, { filters: '${out}', kernel: 1, stride: '${stride}' });
  const stages = random.int(2, 3);
  const layers = Array.from({ length: stages }, (_, stage): Item[] => {
    const out = width * 2 ** (stage + 1);
    const keep = { use: 'keep', with: { out } };
    const repeated = { repeat: { times: random.int(2, 3), layers: [keep] } };
    return [
      { use: 'reduce', with: { out, stride: 2 }, name: `stage${stage}` },
      ...random.pick([[keep], [{ ...repeated, name: `more${stage}` }], []]),
    ];
  }).flat();
  return {
    input: input(habits, random.pick([32, 64]), 3),
    blocks: {
      reduce: {
        params: { out: null, stride: 2 },
        layers: [{ branch: { main: main('${stride}'), skip: shortcut } }, ...tail],
      },
      keep: { params: { out: null }, layers: [{ branch: { main: main(1), skip: [] } }, ...tail] },
    },
    layers: [...unit(habits, { filters: width }, 'stem'), ...layers, ...head(habits, 10)],
  };
}

/** An encoder, and a decoder that joins its values with those of the encoder. */
function unet(habits: Habits): Draft {
  const { random, width } = habits;
  const own = { ...habits, axes: '2d' as const };
  const depth = random.int(2, 3);
  const levels = Array.from({ length: depth }, (_, level) => level);
  const pair = (filters: number): Item[] => [...unit(own, { filters }), ...unit(own, { filters })];
  const double = (filters: number, name: string): Item[] => {
    const [last, ...before] = pair(filters).toReversed();
    return [...before.toReversed(), { ...last, name }];
  };
  const grow = random.int(0, 2);
  const up = (filters: number): Item[] => {
    if (grow === 0) return [{ conv2d_transpose: { filters, kernel: 2, stride: 2 } }];
    if (grow === 1) return [{ conv2d_transpose: { filters, kernel: 3, stride: 2, padding: 1, output_padding: 1 } }];
    return [{ upsample2d: { factor: 2 } }, conv(own, { filters, kernel: 1 })];
  };
  return {
    input: input(own, 2 ** depth * random.int(4, 8), random.pick([1, 3])),
    layers: [
      ...levels.flatMap((level) => [...double(width * 2 ** level, `down${level}`), pool(own)]),
      ...double(width * 2 ** depth, 'bottom'),
      ...levels.toReversed().flatMap((level): Item[] => {
        const [last, ...before] = up(width * 2 ** level).toReversed();
        return [
          ...before.toReversed(),
          { ...last, name: `grow${level}` },
          { [random.chance(0.8) ? 'concat' : 'add']: {}, from: [`down${level}`, `grow${level}`] },
          ...double(width * 2 ** level, `up${level}`),
        ];
      }),
      { conv2d: { filters: 2, kernel: 1 }, name: 'scores' },
    ],
  };
}

/** The same with unpadded convolutions and crops, as in the paper. */
function croppedUnet(habits: Habits): Draft {
  const { width } = habits;
  const own = { ...habits, axes: '2d' as const, padding: () => 'valid' };
  const bare = (filters: number, name: string): Item[] => [
    conv(own, { filters }),
    { relu: {} },
    conv(own, { filters }, name),
  ];
  return {
    input: { height: 44, width: 44, channels: 1 },
    layers: [
      ...bare(width, 'down0'),
      pool(own),
      ...bare(2 * width, 'down1'),
      pool(own),
      ...bare(4 * width, 'bottom'),
      { conv2d_transpose: { filters: 2 * width, kernel: 2, stride: 2 }, name: 'grow1' },
      { crop2d: { cropping: 4 }, from: 'down1', name: 'crop1' },
      { concat: {}, from: ['crop1', 'grow1'] },
      ...bare(2 * width, 'up1'),
      { conv2d_transpose: { filters: width, kernel: 2, stride: 2 }, name: 'grow0' },
      { crop2d: { cropping: 16 }, from: 'down0', name: 'crop0' },
      { concat: {}, from: ['crop0', 'grow0'] },
      ...bare(width, 'up0'),
      { conv2d: { filters: 2, kernel: 1 }, name: 'scores' },
    ],
  };
}

/** Paths with windows of several sizes. */
function inception(habits: Habits): Draft {
  const { random, width } = habits;
  const mixed = (scale: number): Item[] => [
    {
      branch: {
        one: unit(habits, { filters: scale * width, kernel: 1 }),
        three: [...unit(habits, { filters: scale * width, kernel: 1 }), ...unit(habits, { filters: scale * width })],
        five: [...unit(habits, { filters: scale * 2, kernel: 1 }), ...unit(habits, { filters: scale * 4, kernel: 5 })],
        pool: [
          pool(habits, { kernel: 3, stride: 1, padding: habits.padding(3) }),
          ...unit(habits, { filters: scale * 4, kernel: 1 }),
        ],
      },
    },
    { concat: {} },
  ];
  return {
    input: input(habits, random.pick([32, 48]), 3),
    layers: [
      ...unit(habits, { filters: width }, 'stem'),
      pool(habits),
      ...mixed(1),
      ...(random.chance(0.5) ? mixed(1) : []),
      pool(habits),
      ...mixed(2),
      ...head(habits, 10),
    ],
  };
}

/** An encoder and a decoder without skips, whose output is as large as the input. */
function autoencoder(habits: Habits): Draft {
  const { random, width } = habits;
  const own = { ...habits, axes: '2d' as const };
  const depth = random.int(2, 3);
  const levels = Array.from({ length: depth }, (_, level) => level);
  const attributes = random.pick<Item>([
    { kernel: 3, stride: 2, padding: 1, output_padding: 1 },
    { kernel: 4, stride: 2, padding: 1 },
    { kernel: 2, stride: 2 },
    { kernel: 3, stride: 2, padding: 'same' },
  ]);
  return {
    input: input(own, 2 ** depth * random.int(3, 7), 3),
    layers: [
      ...levels.flatMap((level) => unit(own, { filters: width * 2 ** level, stride: 2 }, `down${level}`)),
      ...levels.toReversed().flatMap((level): Item[] => [
        {
          conv2d_transpose: { filters: level === 0 ? 3 : width * 2 ** (level - 1), ...attributes },
          name: `up${level}`,
        },
        { [level === 0 ? 'sigmoid' : 'relu']: {} },
      ]),
    ],
  };
}

/** Joins of all values before, as in DenseNet. */
function densely(habits: Habits): Draft {
  const { random, width } = habits;
  const grown = (): Item[] => [
    {
      branch: {
        before: [],
        new: [...unit(habits, { filters: 4 * width, kernel: 1 }), ...unit(habits, { filters: width })],
      },
    },
    { concat: {} },
  ];
  return {
    input: input(habits, random.pick([32, 64]), 3),
    layers: [
      ...unit(habits, { filters: 2 * width }, 'stem'),
      ...grown(),
      ...grown(),
      ...unit(habits, { filters: 2 * width, kernel: 1 }, 'narrow'),
      pool(habits),
      ...grown(),
      ...head(habits, 10),
    ],
  };
}

const families = { plain, strided, residual, residualBlocks, unet, croppedUnet, inception, autoencoder, densely };

/** A random net of a random family, with some of its sizes declared. */
export function structuredNet(seed: number): StructuredNet {
  const random = new Random(seed);
  const family = random.pick(Object.keys(families) as (keyof typeof families)[]);
  const draft = { modelc: 1, name: family, ...families[family](habitsOf(random)) };
  const spec = withDeclarations(draft, compiled(draft), random);
  return { family, spec, graph: compiled(spec) };
}

function compiled(spec: Structured): TypedGraph {
  const { graph, diagnostics } = compile(JSON.stringify(spec));
  const [error] = diagnostics.filter(({ severity }) => severity === 'error');
  if (error || !graph) throw new Error(`${error && messageOf(error)}: ${JSON.stringify(spec)}`);
  return graph;
}

/** Declares the sizes of flattened values, of inputs of dense layers, of the output, and of some values between. */
function withDeclarations(spec: Structured, graph: TypedGraph, random: Random): Structured {
  const sizesOf = (id: ValueId): number[] => valuesOf(typingOf(graph, id).output);
  let before: number[] = [];
  const layers = spec.layers.map((item, at): Item => {
    const id = endOf(graph.body.steps[at]);
    const inputs = before;
    before = id === undefined ? before : sizesOf(id);
    if ('flatten' in item && random.chance(0.8)) return { ...item, flatten: { size: before.at(-1) } };
    if ('dense' in item && random.chance(0.4))
      return { ...item, dense: { ...(item.dense as Item), inputs: inputs.at(-1) } };
    const isLast = at === spec.layers.length - 1;
    const isGoal = 'name' in item && random.chance(isLast ? 0.9 : 0.15);
    return isGoal && id !== undefined ? { ...item, expect: { shape: before } } : item;
  });
  return { ...spec, layers };
}

/** The value of a step; undefined for branches, whose join is the next one. */
function endOf(step: Step | undefined): ValueId | undefined {
  switch (step?.type) {
    case 'node':
      return step.node.id;
    case 'use':
      return step.use.body.result;
    case 'repeat':
      return step.repeat.iterations.at(-1)?.body.result;
    default:
      return undefined;
  }
}

/** A spec as people write it: attributes in one line, items in lines of their own; or, every fourth, all in lines, or as JSON. */
export function textOf(spec: Item, seed: number): string {
  if (seed % 4 === 3) return JSON.stringify(spec);
  const document: Document = new YamlDocument(spec, { aliasDuplicateObjects: false });
  if (seed % 4 === 2) return String(document);
  visit(document, {
    Map(_key, map) {
      if (map.items.every(({ value }) => isScalar(value) || (isMap(value) && value.items.length === 0)))
        map.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}
