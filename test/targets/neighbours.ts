import { compile } from '../../src/compiler/compile';
import { type Form, formOfRank } from '../../src/dimensions/axis';
import { entry, product, valuesOf } from '../../src/dimensions/dimension';
import { type TypedGraph, typingOf } from '../../src/graph/typed-graph';
import { type Kind, layerOf } from '../../src/schema/kinds';
import { Random } from './random';
import { samplers } from './samplers';

type Item = Readonly<Record<string, unknown>>;

/** A convolution and the layers after it, the last of which is an output. */
export interface Path {
  readonly name: string;
  readonly items: readonly Item[];
}

/** What is before the kinds. */
export interface Start {
  readonly bias: boolean;
  /** Freezes the convolution and the layers, as where only what follows is trained. */
  readonly frozen: boolean;
}

const input = { height: 6, width: 5, channels: 3 };
const CHANNELS = 8;
/** How often attributes are drawn until the compiler accepts them. */
const TRIES = 60;

/** Some layers, and the shape of the value of the last. */
interface Chain {
  readonly items: readonly Item[];
  readonly shape: readonly number[];
}

/** Layers of some kinds after a convolution, each with random attributes; undefined if there are none that fit. */
export function pathOf(kinds: readonly Kind[], start: Start, seed: number): Path | undefined {
  const name = [start.bias ? 'bias' : 'plain', ...(start.frozen ? ['frozen'] : []), ...kinds].join('_');
  const convolution = { filters: CHANNELS, kernel: 3, padding: 'same', bias: start.bias, trainable: !start.frozen };
  const items: readonly Item[] = [
    { conv2d: convolution, name: `${name}_other`, from: 'input' },
    { conv2d: convolution, name: `${name}_start`, from: 'input' },
  ];
  const random = new Random(seed);
  let chain: Chain | undefined = { items, shape: [input.height, input.width, CHANNELS] };
  for (const kind of kinds) chain = chain && appended(adapted(chain, kind), kind, start, random);
  const last = chain?.items.at(-1);
  return chain && { name, items: [...chain.items.slice(0, -1), { ...last, output: { name } }] };
}

/** One more layer, and for a join the value of another convolution, if that fits, or else the same value twice. */
function appended({ items, shape }: Chain, kind: Kind, { frozen }: Start, random: Random): Chain | undefined {
  const [other, source] = [entry(items, 0).name, entry(items, items.length - 1).name];
  const froms = layerOf(kind).join
    ? [
        [source, other],
        [source, source],
      ]
    : [source];
  for (let tries = 0; tries < TRIES; tries++) {
    const drawn = samplers[kind](random, shape);
    const attributes = frozen && 'trainable' in layerOf(kind).fields ? { ...drawn, trainable: false } : drawn;
    for (const from of froms) {
      const more = [...items, { [kind]: attributes, name: `${other}_${items.length}`, from }];
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
  const [sizes = shape] = takes.flatMap((one) => {
    const found = forms[one];
    return found ? [found] : [];
  });
  const name = `${entry(items, 0).name}_${items.length}`;
  return { items: [...items, { reshape: { shape: sizes }, name }], shape: sizes };
}

/** The shape of the last layer; undefined if the compiler rejects the net. */
function shapeAfter(items: readonly Item[]): readonly number[] | undefined {
  const { ok, graph } = compile(JSON.stringify({ modelc: 1, input, layers: items }));
  const last = graph?.nodes.at(-1);
  return ok && graph && last ? valuesOf(typingOf(graph, last.id).output) : undefined;
}

/** The net of all paths, each with an output. */
export function netOf(paths: readonly Path[]): TypedGraph {
  const spec = { modelc: 1, input, layers: paths.flatMap(({ items }) => items) };
  const { ok, graph, diagnostics } = compile(JSON.stringify(spec));
  if (!ok || !graph) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
  return graph;
}
