import type { Item, Structured } from '../support/structured-nets';
import type { Random } from '../targets/random';

type Mutable = Record<string, unknown>;

/** A place in a net where something can be broken. */
interface Place {
  readonly item: Mutable;
  readonly list: Mutable[];
  readonly at: number;
}

/** One thing to break: the places where it can be, and how. Returns false if it changed nothing. */
interface Breakage {
  readonly of: (place: Place) => boolean;
  readonly apply: (place: Place, random: Random) => void;
}

function kindOf(item: Item): string {
  return Object.keys(item)[0] ?? '';
}

function attributesOf(item: Item): Mutable {
  const attributes = item[kindOf(item)];
  return typeof attributes === 'object' && attributes !== null ? (attributes as Mutable) : {};
}

const isConvolution = ({ item }: Place): boolean => /^conv\dd$/.test(kindOf(item));
const isTransposed = ({ item }: Place): boolean => kindOf(item) === 'conv2d_transpose';
const isPool = ({ item }: Place): boolean => /^max_pool/.test(kindOf(item));
const isWindow = (place: Place): boolean => isConvolution(place) || isPool(place);

function other<T>(random: Random, values: readonly T[], current: unknown): T {
  return random.pick(values.filter((value) => value !== current));
}

/** A number with another digit, as of a slip, or another number as of an older version of the net. */
function misread(random: Random, value: number): number {
  const digits = [...String(value)];
  const at = random.int(0, digits.length - 1);
  digits[at] = String(random.int(at === 0 ? 1 : 0, 9));
  const slip = Number(digits.join(''));
  return random.pick([value + 1, Math.max(1, value - 1), value * 2, Math.ceil(value / 2), slip]);
}

/** What can go wrong in a net with one edit, by name. */
export const breakages: Readonly<Record<string, Breakage>> = {
  padding: {
    of: (place) => isWindow(place) && Number(attributesOf(place.item).kernel) > 1,
    apply: ({ item }, random) => {
      const attributes = attributesOf(item);
      const choices = typeof attributes.padding === 'number' ? [0, 1, 2, 'valid'] : ['same', 'valid', 1];
      const value = other<unknown>(random, choices, attributes.padding ?? 'valid');
      if (value === 'valid' && random.chance(0.6)) delete attributes.padding;
      else attributes.padding = value;
    },
  },
  kernel: {
    of: (place) => isWindow(place) || isTransposed(place),
    apply: ({ item }, random) => {
      const attributes = attributesOf(item);
      attributes.kernel = other(random, [1, 2, 3, 4, 5], attributes.kernel);
    },
  },
  stride: {
    of: (place) => isWindow(place) || isTransposed(place),
    apply: ({ item }, random) => {
      const attributes = attributesOf(item);
      if ('stride' in attributes && random.chance(0.5)) delete attributes.stride;
      else attributes.stride = other(random, [1, 2, 3], attributes.stride ?? 1);
    },
  },
  filters: {
    of: ({ item }) => typeof attributesOf(item).filters === 'number',
    apply: ({ item }, random) => {
      const attributes = attributesOf(item);
      attributes.filters = misread(random, Number(attributes.filters));
    },
  },
  output_padding: {
    of: isTransposed,
    apply: ({ item }, random) => {
      const attributes = attributesOf(item);
      if ('output_padding' in attributes) delete attributes.output_padding;
      else if (attributes.padding === 'same' || random.chance(0.3)) attributes.padding = 1;
      else attributes.output_padding = 1;
    },
  },
  flatten: {
    of: ({ item }) => 'size' in attributesOf(item),
    apply: ({ item }, random) => {
      const attributes = attributesOf(item);
      attributes.size = misread(random, Number(attributes.size));
    },
  },
  inputs: {
    of: ({ item }) => 'inputs' in attributesOf(item),
    apply: ({ item }, random) => {
      const attributes = attributesOf(item);
      attributes.inputs = misread(random, Number(attributes.inputs));
    },
  },
  expect: {
    of: ({ item }) => item.expect !== undefined,
    apply: ({ item }, random) => {
      const { shape } = item.expect as { shape: number[] };
      const at = random.int(0, shape.length - 1);
      shape[at] = misread(random, shape[at] ?? 0);
    },
  },
  classes: {
    of: ({ item }) => item.name === 'classes' || item.name === 'scores',
    apply: ({ item }, random) => {
      const attributes = attributesOf(item);
      const key = 'units' in attributes ? 'units' : 'filters';
      attributes[key] = misread(random, Number(attributes[key]));
    },
  },
  projection: {
    of: ({ item }) => {
      const { skip } = (item.branch ?? {}) as { skip?: readonly unknown[] };
      return (skip?.length ?? 0) > 0;
    },
    apply: ({ item }) => {
      (item.branch as Mutable).skip = [];
    },
  },
  crop: {
    of: ({ item }) => kindOf(item) === 'crop2d',
    apply: ({ item, list, at }, random) => {
      const attributes = attributesOf(item);
      if (random.chance(0.5)) {
        attributes.cropping = misread(random, Number(attributes.cropping));
        return;
      }
      list.splice(at, 1);
      for (const one of list)
        if (Array.isArray(one.from)) one.from = one.from.map((name) => (name === item.name ? item.from : name));
    },
  },
  'pool removed': { of: isPool, apply: ({ list, at }) => list.splice(at, 1) },
  'pool added': {
    of: isPool,
    apply: ({ list, item }, random) => {
      const { name: _name, ...copy } = structuredClone(item);
      list.splice(random.int(0, list.length - 1), 0, copy);
    },
  },
  upsample: {
    of: ({ item }) => kindOf(item) === 'upsample2d',
    apply: ({ item }, random) => {
      attributesOf(item).factor = random.pick([1, 3, 4]);
    },
  },
  skip: {
    of: ({ item }) => Array.isArray(item.from),
    apply: ({ item, list }, random) => {
      const from = item.from as string[];
      const joined = list.flatMap((one) => (Array.isArray(one.from) ? one.from : []));
      from[0] = other(random, joined.length > 2 ? joined : [...joined, 'input'], from[0]);
    },
  },
  argument: {
    of: ({ item }) => item.with !== undefined,
    apply: ({ item }, random) => {
      const given = item.with as Mutable;
      const key = random.pick(Object.keys(given));
      given[key] = key === 'stride' ? other(random, [1, 2, 3], given[key]) : misread(random, Number(given[key]));
    },
  },
};

/** The sizes of the input; no place in the layers. */
export function resized({ input, ...spec }: Item, random: Random): Item {
  const sizes = input as Readonly<Record<string, number>>;
  const more = random.pick([-4, -2, -1, 1, 2, 3, 4]);
  const larger = Object.entries(sizes).map(([axis, size]) => [axis, axis === 'channels' ? size : size + more]);
  return { ...spec, input: Object.fromEntries(larger) };
}

function placesIn(list: Mutable[]): Place[] {
  return list.flatMap((item, at): Place[] => {
    const paths = Object.values((item.branch ?? {}) as Record<string, Mutable[]>);
    const { layers } = (item.repeat ?? {}) as { layers?: Mutable[] };
    return [{ item, list, at }, ...[...paths, layers ?? []].flatMap(placesIn)];
  });
}

/** A spec with one thing broken; undefined if there is no place for it. */
export function broken(spec: Structured, name: string, random: Random): Structured | undefined {
  const copy = structuredClone(spec) as unknown as {
    layers: Mutable[];
    blocks?: Record<string, { layers: Mutable[] }>;
  };
  if (name === 'input') return resized(copy as unknown as Item, random) as Structured;
  const breakage = breakages[name];
  const lists = [copy.layers, ...Object.values(copy.blocks ?? {}).map(({ layers }) => layers)];
  const places = lists.flatMap(placesIn).filter((place) => breakage?.of(place));
  if (!breakage || places.length === 0) return undefined;
  breakage.apply(random.pick(places), random);
  return copy as unknown as Structured;
}
