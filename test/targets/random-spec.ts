import { compile } from '../../src/compiler/compile';
import { axesOfRank, formOfAxes } from '../../src/dimensions/axis';
import { valuesOf } from '../../src/dimensions/dimension';
import type { Node } from '../../src/graph/graph';
import { type TypedGraph, typingOf } from '../../src/graph/typed-graph';
import { hasWeights, type Kind, kinds, layerOf } from '../../src/schema/kinds';
import { misfitOf } from '../../src/schema/layer';
import { Random } from './random';
import { samplers } from './samplers';

/** A spec as data; JSON is YAML. */
export type Spec = Readonly<Record<string, unknown>> & { readonly layers: readonly unknown[] };

type Item = Readonly<Record<string, unknown>>;

/** The limit on numbers in a value, so that a thousand nets take minutes. */
const LARGEST_VALUE = 1500;
const joins = kinds.filter((kind) => layerOf(kind).join);
const plain = kinds.filter((kind) => !layerOf(kind).join);
const weighted = plain.filter((kind) => hasWeights(kind));

/** A net that the compiler accepts. */
export interface Net {
  readonly seed: number;
  readonly spec: Spec;
  readonly graph: TypedGraph;
}

/** The graph of a spec; undefined if it has errors, is too large, or normalizes single values. */
export function graphOf(spec: Spec): TypedGraph | undefined {
  const { ok, graph } = compile(JSON.stringify(spec));
  if (!ok || !graph) return undefined;
  const small = graph.nodes.every(({ id }) => product(valuesOf(typingOf(graph, id).output)) <= LARGEST_VALUE);
  return small && !graph.nodes.some((node) => normalisesOne(graph, node)) ? graph : undefined;
}

/** A norm or a softmax over one value is constant: in 32 bits, only rounding is left of it. */
function normalisesOne(graph: TypedGraph, { id, kind, attributes }: Node): boolean {
  const shape = valuesOf(typingOf(graph, id).output);
  const overall = attributes && 'axes' in attributes && attributes.axes === 'all';
  if (kind === 'layer_norm') return (overall ? product(shape) : shape.at(-1)) === 1;
  if (kind === 'instance_norm') return product(shape) === shape.at(-1);
  if (attributes && 'groups' in attributes && kind === 'group_norm') return product(shape) === attributes.groups;
  return (kind === 'softmax' || kind === 'log_softmax') && shape.at(-1) === 1;
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}

/** A random net: appends items as long as the compiler accepts them. */
export function randomNet(seed: number): Net {
  const random = new Random(seed);
  const spec = new Builder(random).build();
  const graph = graphOf(spec);
  if (!graph) throw new Error(`seed ${seed} gave no net`);
  return { seed, spec, graph };
}

class Builder {
  readonly #random: Random;
  #head: Item;
  #layers: Item[] = [];
  #names = 0;

  constructor(random: Random) {
    this.#random = random;
    const inputs = random.chance(0.2)
      ? { inputs: { left: this.#input(), right: this.#input() } }
      : { input: this.#input() };
    this.#head = { modelc: 1, name: 'random', ...inputs };
  }

  build(): Spec {
    if ('inputs' in this.#head) {
      this.#push({ ...this.#layer(this.#shapeOfInput('right')), from: 'right', name: 'first' }, []);
      this.#push({ relu: {}, from: 'left', name: 'second' }, []);
    }
    const wanted = this.#random.int(2, 9);
    for (let tries = 0; this.#layers.length < wanted && tries < 60; tries++) this.#grow();
    if ('inputs' in this.#head) {
      const { left } = this.#head.inputs as Record<string, unknown>;
      if (left) this.#push({ concat: {}, from: ['first', 'second'] }, []);
    }
    if (this.#layers.length === 0) this.#layers.push({ relu: {} });
    return this.#spec(this.#layers);
  }

  #input(): Item {
    const random = this.#random;
    if (random.chance(0.15)) return { features: random.int(2, 12) };
    if (random.chance(0.3)) return { length: random.int(3, 24), channels: random.int(1, 5) };
    return { height: random.int(3, 10), width: random.int(3, 10), channels: random.int(1, 4) };
  }

  #shapeOfInput(name: string): readonly number[] {
    const given = (this.#head.inputs as Record<string, Record<string, number>>)[name] ?? {};
    return Object.values(given);
  }

  #spec(layers: readonly Item[]): Spec {
    return { ...this.#head, layers };
  }

  /** Appends items if the net remains valid. */
  #push(item: Item, more: readonly Item[], head: Item = this.#head): boolean {
    const layers = [...this.#layers, item, ...more];
    if (!graphOf({ ...head, layers })) return false;
    this.#layers = layers;
    this.#head = head;
    return true;
  }

  #shape(): readonly number[] {
    if (this.#layers.length === 0)
      return 'inputs' in this.#head ? [] : (Object.values(this.#head.input as Item) as number[]);
    const graph = graphOf(this.#spec(this.#layers));
    const value = graph?.body.result ?? 0;
    return graph ? valuesOf(typingOf(graph, value).output) : [];
  }

  #layer(shape: readonly number[]): Item {
    // Kinds that do not accept such a value would be discarded; some of them follow a layer whose output they accept.
    const fitting = plain.filter(
      (kind) => misfitOf(layerOf(kind), [formOfAxes(axesOfRank(shape.length))]) === undefined,
    );
    const kind: Kind = this.#random.pick(this.#random.chance(0.9) && fitting.length > 0 ? fitting : plain);
    return { [kind]: samplers[kind](this.#random, shape) };
  }

  #grow(): void {
    const shape = this.#shape();
    const choice = this.#random.next();
    if (choice < 0.6) this.#push(this.#layer(shape), []);
    else if (choice < 0.78) this.#branch(shape);
    else if (choice < 0.84) this.#repeat(shape);
    else if (choice < 0.9) this.#block(shape);
    else if (choice < 0.93) this.#side(shape);
    else if (choice < 0.96) this.#shared(shape);
    else if (choice < 0.975 && shape.length === 3) this.#siblings();
    else this.#skip();
  }

  /** A few layers, each for the output shape of those before it, if known. */
  #path(shape: readonly number[]): Item[] {
    return Array.from({ length: this.#random.int(0, 2) }, () => this.#layer(shape));
  }

  #branch(shape: readonly number[]): void {
    const paths = Object.fromEntries(
      Array.from({ length: this.#random.int(1, 3) }, () => [`p${this.#names++}`, this.#path(shape)]),
    );
    const join = this.#random.pick(joins);
    // Two random paths often have different shapes; a gate and a residual path match more often.
    const gate = join !== 'concat' && (shape.length === 2 || shape.length === 3) && this.#random.chance(0.7);
    const dimensions = shape.length === 2 ? '1d' : '2d';
    const pool = { [`global_avg_pool${dimensions}`]: {} };
    const single = { [`conv${dimensions}`]: { filters: 1, kernel: 1 } };
    const gated = {
      [`p${this.#names++}`]: [],
      [`p${this.#names++}`]: [this.#random.pick([pool, single]), { sigmoid: {} }],
    };
    this.#push({ branch: gate ? gated : paths }, [{ [join]: samplers[join](this.#random, shape) }]);
  }

  /** 1 x 1 convolutions of one value, with few filters: the target `graph` computes their gradients as one. */
  #siblings(): void {
    const random = this.#random;
    const first = () => ({ conv2d: { filters: random.int(1, 3), kernel: 1, bias: random.chance(0.7) } });
    const path = (): Item[] => [first(), ...(random.chance(0.5) ? [{ relu: {} }] : [])];
    const paths = Array.from({ length: random.int(2, 4) }, () => [`p${this.#names++}`, path()] as const);
    const wide = { conv2d: { filters: random.pick([12, 16]), kernel: random.pick([1, 2]) } };
    this.#push(wide, [{ branch: Object.fromEntries(paths) }, { concat: {} }]);
  }

  /** A layer that is applied twice: one after the other, or in two paths, with another stride or padding now and then. */
  #shared(shape: readonly number[]): void {
    const random = this.#random;
    const kind = random.pick(weighted);
    const name = `w${this.#names++}`;
    const written = samplers[kind](random, shape) as Item;
    const sizes = ['filters', 'units'].filter((size) => size in written);
    const inPaths = random.chance(0.5);
    // In sequence, a layer must have as many output as input channels.
    const same = Object.fromEntries(sizes.map((size) => [size, shape.at(-1)]));
    const first = inPaths ? written : { ...written, ...same };
    const again = { [kind]: 'stride' in first && random.chance(0.3) ? { ...first, stride: 1 } : first };
    if (!inPaths) {
      this.#push({ [kind]: first, name }, [...this.#path(shape), { ...again, weights: name }]);
      return;
    }
    // Statistics shared by paths are updated in the order in which a target runs the paths, which differs in tfjs.
    if (kind === 'batch_norm') return;
    const paths = {
      [`${name}a`]: [{ [kind]: first, name }],
      [`${name}b`]: [{ ...again, weights: `${name}a/${name}` }],
    };
    this.#push({ branch: paths }, [{ [random.pick(joins)]: {} }]);
  }

  #repeat(shape: readonly number[]): void {
    const layers = [this.#layer(shape), ...this.#path(shape)];
    this.#push({ repeat: { times: this.#random.int(0, 3), layers }, name: `r${this.#names++}` }, []);
  }

  #block(shape: readonly number[]): void {
    const name = `block${this.#names++}`;
    const dimensions = shape.length === 2 ? '1d' : '2d';
    const layers = [
      { [`conv${dimensions}`]: { filters: `\${n * 2}`, kernel: `\${k}`, padding: 'same' } },
      { [`max_pool${dimensions}`]: { kernel: `\${k}`, stride: 1, padding: 'same' } },
      { leaky_relu: { slope: `\${s}` } },
      { scale: { factor: `\${s + n}` } },
      ...this.#path(shape),
      { relu: {}, when: `\${n > 1}` },
    ];
    const blocks = { ...(this.#head.blocks as Item | undefined), [name]: { params: { n: 2, k: 3, s: 0.25 }, layers } };
    const uses = Array.from({ length: this.#random.int(1, 2) }, () => ({
      use: name,
      ...(this.#random.chance(0.5) && { with: { n: this.#random.int(1, 3), k: this.#random.int(1, 3) } }),
    }));
    const [first, ...others] = uses;
    const shares = this.#random.chance(0.3);
    const sharing = others.map((use) => ({ ...use, ...(first?.with && { with: first.with }), weights: `${name}_use` }));
    if (first && shares && this.#push({ ...first, name: `${name}_use` }, sharing, { ...this.#head, blocks })) return;
    if (first) this.#push(first, others, { ...this.#head, blocks });
  }

  #side(shape: readonly number[]): void {
    const layers = [this.#layer(shape), ...this.#path(shape)];
    const name = `s${this.#names++}`;
    const output = { name: `${name}_out`, train_only: true };
    this.#push({ side: { layers }, name, output }, []);
  }

  /** A join of the current value with an earlier one. */
  #skip(): void {
    const named = this.#layers.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
    const name = `m${this.#names++}`;
    if (!this.#push({ tanh: {}, name }, [])) return;
    const other = this.#random.pick([...named, ...('inputs' in this.#head ? ['left'] : ['input'])]);
    const join = this.#random.pick(joins);
    this.#push({ [join]: samplers[join](this.#random, this.#shape()), from: [name, other] }, []);
  }
}
