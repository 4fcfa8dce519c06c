import { compile } from '../../src/compiler/compile';
import { type Form, formOfRank } from '../../src/dimensions/axis';
import { entry, product, valuesOf } from '../../src/dimensions/dimension';
import { type TypedGraph, typingOf } from '../../src/graph/typed-graph';
import { type Kind, layerOf } from '../../src/schema/kinds';
import { Random } from './random';
import { samplers } from './samplers';

/** One layer, with names as within its path. */
interface Item {
  readonly kind: Kind;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly from: readonly string[];
}

/** A convolution and the layers after it, the last of which is an output. */
export interface Path {
  readonly name: string;
  readonly items: readonly Item[];
  /** Whether the convolutions have a bias. */
  readonly bias: boolean;
  /** Freezes the convolutions and the layers, as where only what follows is trained. */
  readonly frozen: boolean;
}

const input = { height: 6, width: 5, channels: 3 };
const CHANNELS = 8;
/** How often attributes are drawn until the compiler accepts them. */
const TRIES = 60;

const convolution = {
  kind: 'conv2d',
  attributes: { filters: CHANNELS, kernel: 3, padding: 'same' },
  from: ['input'],
} as const;
const start: Item = { ...convolution, name: 'start' };
/** The other value of a join. */
const other: Item = { ...convolution, name: 'other' };

/** Some layers, and the shape of the value of the last. */
interface Chain {
  readonly items: readonly Item[];
  readonly shape: readonly number[];
}

const isJoin = (kind: Kind): boolean => layerOf(kind).join;

/** Whether a frozen layer computes otherwise in training than a trained one does. */
const changesFrozen = (kind: Kind): boolean =>
  layerOf(kind).traits.modeDependent === true && 'trainable' in layerOf(kind).fields;

/**
 * Layers of some kinds after a convolution, each with random attributes: with and without a bias, and also frozen where that is not
 * the same as at inference. None if nothing fits.
 */
export function pathsOf(kinds: readonly Kind[], seed: number): readonly Path[] {
  const random = new Random(seed);
  const items = kinds.some(isJoin) ? [other, start] : [start];
  let chain: Chain | undefined = { items, shape: [input.height, input.width, CHANNELS] };
  for (const kind of kinds) chain = chain && appended(adapted(chain, kind), kind, random);
  const found = chain?.items;
  if (!found) return [];
  return (kinds.some(changesFrozen) ? [false, true] : [false]).flatMap((frozen) =>
    [false, true].map((bias) => {
      const name = [bias ? 'bias' : 'plain', ...(frozen ? ['frozen'] : []), ...kinds].join('_');
      return { name, items: found, bias, frozen };
    }),
  );
}

/** One more layer, and for a join the value of another convolution, if that fits, or else the same value twice. */
function appended({ items, shape }: Chain, kind: Kind, random: Random): Chain | undefined {
  const source = entry(items, items.length - 1).name;
  const froms = isJoin(kind) ? [other.name, source].map((second) => [source, second]) : [[source]];
  for (let tries = 0; tries < TRIES; tries++) {
    const attributes = samplers[kind](random, shape);
    for (const from of froms) {
      const more = [...items, { kind, attributes, name: `layer${items.length}`, from }];
      const output = shapeAfter(more);
      if (output) return { items: more, shape: output };
    }
  }
  return undefined;
}

/** The chain, and what makes its value one that a kind accepts. */
function adapted({ items, shape }: Chain, kind: Kind): Chain {
  const { takes } = layerOf(kind);
  const form = formOfRank(shape.length);
  if (takes === 'any' || (form && takes.includes(form))) return { items, shape };
  const channels = entry(shape, shape.length - 1);
  const places = product(shape) / channels;
  const forms: { readonly [F in Form]?: readonly number[] } = {
    vector: [product(shape)],
    sequence: [places, channels],
    image: [places, 1, channels],
  };
  const sizes = takes.map((one) => forms[one]).find((found) => found !== undefined) ?? shape;
  const from = [entry(items, items.length - 1).name];
  const reshape: Item = { kind: 'reshape', attributes: { shape: sizes }, name: `layer${items.length}`, from };
  return { items: [...items, reshape], shape: sizes };
}

/** The shape of the last layer; undefined if the compiler rejects the net. */
function shapeAfter(items: readonly Item[]): readonly number[] | undefined {
  const { ok, graph } = compile(textOf([{ name: 'path', items, bias: true, frozen: false }]));
  const last = graph?.nodes.at(-1);
  return ok && graph && last ? valuesOf(typingOf(graph, last.id).output) : undefined;
}

/** The net of all paths, each with an output, for images of a size. */
export function netOf(
  paths: readonly Path[],
  size: { readonly height: number; readonly width: number } = input,
): TypedGraph {
  const { ok, graph, diagnostics } = compile(textOf(paths, size));
  if (!ok || !graph) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
  return graph;
}

/** Whether a tensor is the gradient of a bias that batch norm cancels. */
export function isRounding({ nodes }: TypedGraph, what: string): boolean {
  return nodes.some(({ name, id }) => {
    const readers = nodes.filter(({ inputs }) => inputs.includes(id));
    return what === `gradient/${name}/bias` && readers.every(({ kind }) => kind === 'batch_norm') && readers.length > 0;
  });
}

function textOf(paths: readonly Path[], size: Partial<typeof input> = {}): string {
  return JSON.stringify({ modelc: 1, input: { ...input, ...size }, layers: paths.flatMap(written) });
}

/** The items of a spec. */
function written({ name: path, items, bias, frozen }: Path): readonly Readonly<Record<string, unknown>>[] {
  const within = (name: string): string => (name === 'input' ? name : `${path}_${name}`);
  return items.map(({ kind, attributes, name, from }, index) => ({
    [kind]: {
      ...attributes,
      ...(from[0] === 'input' && { bias }),
      ...(frozen && 'trainable' in layerOf(kind).fields && { trainable: false }),
    },
    name: within(name),
    from: from.length === 1 ? within(entry(from, 0)) : from.map(within),
    ...(index === items.length - 1 && { output: { name: path } }),
  }));
}
