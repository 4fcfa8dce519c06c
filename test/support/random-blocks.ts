import { Random } from '../targets/random';

/** The values of a block's parameters in one use. */
export type Given = Readonly<Record<string, number | boolean | readonly number[]>>;

/** A block whose parameters decide numbers, layers, repeats and shares, and two uses of it that differ. */
export interface BlockCase {
  readonly seed: number;
  readonly layers: readonly Item[];
  readonly uses: readonly [Given, Given];
}

/** The channels of the image. */
export const CHANNELS = 4;

type Item = Readonly<Record<string, unknown>>;

/** The parameters in which two uses of a block differ. */
export function differing([one, other]: BlockCase['uses']): readonly string[] {
  return Object.keys(one).filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]));
}

/**
 * A spec that uses a block once for each of the given values, each time on the image itself. Parameters have no defaults: an optional one that
 * is the same in all uses is no parameter of a class.
 */
export function specOfUses(layers: readonly Item[], uses: readonly Given[]): string {
  const params = Object.fromEntries(Object.keys(uses[0] ?? {}).map((name) => [name, null]));
  const paths = Object.fromEntries(uses.map((given, index) => [`p${index}`, [{ use: 'unit', with: given }]]));
  const main = [{ branch: { ...paths, whole: [] } }, { concat: {} }];
  return JSON.stringify({
    modelc: 1,
    input: { height: 6, width: 6, channels: CHANNELS },
    blocks: {
      inner: {
        params: { n: null, wide: null },
        layers: [
          { conv2d: { filters: '${n}', kernel: 1 } },
          { conv2d: { filters: 6, kernel: 1 }, when: '${wide}' },
          { relu: {} },
        ],
      },
      unit: { params, layers },
    },
    layers: main,
  });
}

/** Values for a block's parameters. */
const given = (random: Random): Given => ({
  n: random.int(1, 4),
  m: random.pick([2, 4, 6, 8]),
  on: random.chance(0.5),
  off: random.chance(0.5),
  sizes: [random.int(1, 3), random.int(1, 3)],
});

/** A random block, and two uses that differ in some of its parameters. */
export function randomBlock(seed: number): BlockCase {
  const random = new Random(seed);
  const place: Place = { seen: ['input'], own: [], depth: 0 };
  const layers = Array.from({ length: random.int(2, 5) }, () => item(random, place));
  const first = given(random);
  const other = given(random);
  const keys = Object.keys(first);
  const changed = random.chance(0.5) ? [random.pick(keys)] : keys.filter(() => random.chance(0.4));
  const second = Object.fromEntries(
    Object.keys(first).map((key) => [key, (changed.includes(key) ? other : first)[key]]),
  );
  return { seed, layers: layers.flat(), uses: [first, second as Given] };
}

const filters = ['${n}', '${n * 2}', '${m}', '${m / 2}', '${in.channels}', '${in.channels + n}', '${input.channels}'];
const more = ['${sizes[0]}', '${sizes[1] * n}', '${4 if on else n}', '${ceil(n / 2)}', 4, 6];
const conditions = ['${on}', '${not on}', '${n > 2}', '${in.channels != m}', '${input.channels == m}', '${on and off}'];

/** Where items are: the names that they can read, of which some are of their own list, and how many lists are around. */
interface Place {
  readonly seen: readonly string[];
  readonly own: string[];
  readonly depth: number;
}

function item(random: Random, place: Place): Item[] {
  const choice = random.next();
  const isDeep = place.depth >= 2;
  if (choice < 0.4 || (choice < 0.8 && isDeep)) return [plain(random, place)];
  if (choice < 0.57) return [repeat(random, place)];
  if (choice < 0.7) {
    const paths = { a: list(random, place), b: random.chance(0.5) ? [] : list(random, place) };
    return [{ branch: paths }, { [random.pick(['concat', 'concat', 'add', 'multiply'])]: {} }];
  }
  if (choice < 0.8) {
    const sizes = random.pick([
      undefined,
      ['${n}', '${in.channels - n}'],
      ['${m / 2}', '${m / 2}'],
      ['${in.channels / 2}', '${in.channels / 2}'],
    ]);
    return [{ split: { a: list(random, place), b: [] }, ...(sizes && { sizes }) }, { concat: {} }];
  }
  if (choice < 0.88) {
    const given = { n: random.pick(['${n}', '${m}', 3]), wide: random.pick(['${on}', false]) };
    return [when(random, { use: 'inner', with: given })];
  }
  const names = [...place.seen, ...place.own];
  const [name, other] = [random.pick(names), random.pick(names)];
  if (name === undefined || other === undefined) return [plain(random, place)];
  const joined = { [random.pick(['add', 'concat'])]: {}, from: [name, other] };
  return [when(random, random.chance(0.6) ? joined : { tanh: {}, from: name })];
}

function list(random: Random, { seen, own, depth }: Place): Item[] {
  const inner = { seen: [...seen, ...own], own: [], depth: depth + 1 };
  return Array.from({ length: random.int(1, 2) }, () => item(random, inner)).flat();
}

function repeat(random: Random, place: Place): Item {
  const layers = list(random, place);
  if (random.chance(0.2)) {
    const last = { conv2d: { filters: random.pick(['${s}', '${s + n}', '${in.channels + s}']), kernel: 1 } };
    return { repeat: { over: '${sizes}', as: 's', layers: [...layers, last] } };
  }
  const times = random.pick(['${n}', '${n}', 2, '${ceil(n / 2)}']);
  const grown = random.pick(['${n + i}', '${in.channels + i}', '${4 if i == 0 else 6}']);
  const last = random.chance(0.4) ? [{ conv2d: { filters: grown, kernel: 1 } }] : [];
  return { repeat: { times, as: 'i', layers: [...layers, ...last] } };
}

/** A layer of one value, named now and then. */
function plain(random: Random, { own, depth }: Place): Item {
  const kinds: readonly Item[] = [
    {
      conv2d: {
        filters: random.pick(random.chance(0.7) ? filters : more),
        kernel: random.pick([1, 1, 3]),
        padding: 'same',
      },
    },
    { conv2d: { filters: random.pick(filters), kernel: 1, groups: random.pick([1, 1, '${n}']) } },
    { batch_norm: {} },
    { tanh: {} },
    { leaky_relu: { slope: random.pick([0.2, '${n / 10}']) } },
    { depthwise_conv2d: { kernel: 3, padding: 'same', multiplier: random.pick([1, '${n}']) } },
    { max_pool2d: { kernel: random.pick([2, '${n}']), stride: 1, padding: 'same' } },
    { slice: { start: random.pick([0, 1]), end: random.pick(['${n + 1}', '${in.channels}', -1]) } },
    { group_norm: { groups: random.pick([1, '${n}']) } },
  ];
  const layer = when(random, random.pick(kinds));
  if (!random.chance(0.4)) return layer;
  const name = `x${depth}${own.length}`;
  own.push(name);
  return { ...layer, name };
}

function when(random: Random, layer: Item): Item {
  return random.chance(0.4) ? { ...layer, when: random.pick(conditions) } : layer;
}
