import { channelsOf, type Shape } from '../dimensions/dimension';
import { extents, type Window } from '../dimensions/window';
import { type Node, nodeOf, type ValueId } from '../graph/graph';
import { windowOfNode } from '../graph/node-window';
import type { TypedGraph } from '../graph/typed-graph';
import { fieldsOf, layerOf } from '../schema/kinds';
import type { Values } from './candidate';
import { placeKey, spanKey } from './place';

/** How strongly what is usual for more layers counts where few are alike, in layers. */
const PRIOR_WEIGHT = 0.7;

/** The attributes of a window: they are chosen together, so a change of one makes the others more or less usual. */
const WINDOW = ['kernel', 'stride', 'padding', 'output_padding'] as const;

/** Bits for the padding of an even kernel by `same`, which adds more cells on one side. */
const UNEVEN = 3;

/**
 * What is usual in a net, as a code would use it: the description length of its attributes in bits, by how often the other layers that
 * are alike have the same. People write nets that resemble themselves, so the edit that makes a net shorter to describe is probably
 * the one that was intended. Frequencies of few layers are blended with those of more general groups, as in prediction by partial
 * matching (Cleary and Witten, 1984).
 */
export class Habits {
  readonly #graph: TypedGraph;
  /** How often each group has each value; every item of the text counts once. */
  readonly #counts = new Map<string, Map<string, number>>();
  /** How many items are in each group. */
  readonly #totals = new Map<string, number>();
  /** The groups that each place of the text is in, with its value there: a value that several layers have is written once. */
  readonly #own = new Map<string, Map<string, string>>();
  /** The written values of each attribute. */
  readonly #written = new Map<string, Set<string>>();
  /** How often a layer of one sort follows another. */
  readonly #successors = new Map<string, Map<string, number>>();
  /** How many layers of each sort there are. */
  readonly #sorts = new Map<string, Map<string, number>>();
  /** Of a layer after the one before it. */
  readonly #averageBits: number;

  constructor(graph: TypedGraph) {
    this.#graph = graph;
    const items = new Map<string, Node>();
    for (const node of graph.nodes) {
      if (!node.attributes) continue;
      for (const term of this.#terms(node, node.attributes)) this.#count(node, term);
      for (const [attribute] of graph.locations.get(node.id) ?? []) this.#keep(node, attribute);
      if (!items.has(spanKey(node.site.span))) items.set(spanKey(node.site.span), node);
    }
    for (const node of items.values()) {
      increment(this.#sorts, '', this.#sortOf(node));
      for (const [before, after] of this.#pairs(node)) increment(this.#successors, before, after);
    }
    const pairs = [...this.#successors].flatMap(([before, after]) =>
      [...after].map(([sort, count]) => ({ count, bits: this.#pairBits(before, sort, 0) })),
    );
    const all = pairs.reduce((sum, { count }) => sum + count, 0);
    this.#averageBits = pairs.reduce((sum, { count, bits }) => sum + count * bits, 0) / Math.max(all, 1);
  }

  #keep({ kind, attributes }: Node, attribute: string): void {
    const value = fieldsOf(kind)[attribute]?.write((attributes as Values)[attribute] as never);
    const values = this.#written.get(attribute) ?? new Set();
    this.#written.set(attribute, values.add(JSON.stringify(value ?? null)));
  }

  #count(node: Node, { of, value, groups }: Term): void {
    const place = placeKey(this.#graph, node, of);
    const own = this.#own.get(place) ?? new Map<string, string>();
    this.#own.set(place, own);
    for (const group of groups) {
      if (own.has(group)) continue;
      own.set(group, value);
      increment(this.#counts, group, value);
      this.#totals.set(group, (this.#totals.get(group) ?? 0) + 1);
    }
  }

  /** The bits by which a layer is harder to describe with other attributes; negative if it is easier. */
  costOf(node: Node, changes: Values): number {
    const before = node.attributes as Values;
    return this.#bits(node, { ...before, ...changes }) - this.#bits(node, before);
  }

  /**
   * The bits of a layer between two others, less those of the two in a row, and less those of an average layer: long nets are no less
   * likely than short ones. `isOwn` if it is in the net now.
   */
  costBetween(before: Node | undefined, layer: Node, after: Node | undefined, isOwn: boolean): number {
    const [first, second, third] = [this.#sortOf(before), this.#sortOf(layer), this.#sortOf(after)];
    const left = isOwn ? 1 : 0;
    // Next to a layer of its sort, only the pair of the two is new.
    if (second === first || second === third) return this.#pairBits(second, second, left) - this.#averageBits;
    const inserted = this.#pairBits(first, second, left) + this.#pairBits(second, third, left);
    // Where nothing is between the two now, they are in a row once too often.
    return inserted - this.#pairBits(first, third, 1 - left) - this.#averageBits;
  }

  /** The values that layers of the net have for an attribute, as written. */
  valuesOf(attribute: string): readonly unknown[] {
    return [...(this.#written.get(attribute) ?? [])].map((text): unknown => JSON.parse(text));
  }

  #bits(node: Node, attributes: Values): number {
    const chance = ({ of, value, groups, plain }: Term): number => {
      const own = this.#own.get(placeKey(this.#graph, node, of));
      let members = 0;
      return groups.reduceRight((general, group) => {
        const all = (this.#totals.get(group) ?? 0) - (own?.has(group) ? 1 : 0);
        const same = (this.#counts.get(group)?.get(value) ?? 0) - (own?.get(group) === value ? 1 : 0);
        // A group with the same members as a more general one says nothing more.
        if (all === members) return general;
        members = all;
        return (same + PRIOR_WEIGHT * general) / (all + PRIOR_WEIGHT);
      }, 2 ** -plain);
    };
    const terms = new Map<string, number>();
    for (const term of this.#terms(node, attributes))
      terms.set(term.of, (terms.get(term.of) ?? 0) + term.share * chance(term));
    return [...terms.values()].reduce((bits, probability) => bits - Math.log2(probability), 0);
  }

  /** What there is to describe about a layer with such attributes. */
  #terms(node: Node, attributes: Values): readonly Term[] {
    const { kind } = node;
    const { channels, window: use } = layerOf(kind).traits;
    const window = windowOfNode({ ...node, attributes } as Node);
    const kernel = String(window?.kernel ?? '');
    const ratio = this.#ratioOf(node, attributes, channels);
    const terms: Term[] = [];
    // The first layer of a net sees and shrinks large inputs as no other layer does.
    const isFirst = node.inputs.every((id) => id < this.#graph.inputs.length);
    const reach = window && Math.max(...window.kernel) > 1;
    const groupsOf: Readonly<Record<(typeof WINDOW)[number], readonly string[]>> = {
      kernel: [`${kind} of ${ratio}`, `${kind}`],
      stride: [`${kind} ${kernel} of ${ratio}`, `${kind} ${kernel}`, `${kind}`],
      padding: [`${kind} ${kernel} ${window?.stride}`, `${kind} ${reach}`, `${use?.use} ${reach}`, `${reach}`],
      output_padding: [`${kind} ${kernel} ${window?.stride}`, `${kind}`],
    };
    for (const [attribute, written] of Object.entries(attributes)) {
      const isOfWindow = WINDOW.some((one) => one === attribute) && window !== undefined;
      const field = fieldsOf(kind)[attribute];
      if (!field || field.declares || field.ofWeights || attribute === channels) continue;
      const value = attribute === 'padding' && window ? paddingClass(window) : valueText(written, field.write);
      const alike = isOfWindow ? groupsOf[attribute as (typeof WINDOW)[number]] : [kind, ''];
      const groups =
        isFirst && (attribute === 'stride' || attribute === 'kernel')
          ? []
          : [...alike.map((group) => `${attribute} ${group}`), attribute];
      const isDefault = 'default' in field && value === valueText(field.normalise(field.default), field.write);
      const isUneven = value === 'same' && window?.kernel.some((cells) => cells % 2 === 0) === true;
      const plain = isDefault ? 1 : isUneven ? UNEVEN : isOfWindow ? windowBits(attribute, value) : plainBits(value);
      // A layer that shrinks a value usually widens it.
      const unusual = attribute === 'stride' && !isDefault && Number(ratio ?? 1) <= 1 && channels ? 1 : 0;
      terms.push({
        of: attribute,
        value,
        share: 1,
        plain: plain + unusual,
        groups,
      });
    }
    const count = channels && attributes[channels];
    if (channels && typeof count === 'number') {
      const like = [`${channels} ${kind} ${kernel}`, channels];
      // Below an error, the channels of the input are unknown.
      const share = ratio === undefined ? 1 : 0.5;
      terms.push({ of: channels, value: String(count), share, plain: numberBits(count) + 1, groups: like });
      const relative = like.map((group) => `ratio ${group}`);
      if (ratio !== undefined) {
        const plain = ratio === '1' ? 2 : 3 + numberBits(Number(ratio));
        terms.push({ of: channels, value: ratio, share, plain, groups: relative });
      }
    }
    return terms;
  }

  /** The channels of a layer over those of its input; undefined if those are unknown. */
  #ratioOf({ inputs }: Node, attributes: Values, channels: string | undefined): string | undefined {
    const shape = this.#shapeOf(inputs[0]);
    const count = channels && attributes[channels];
    if (!shape || shape.length === 0) return undefined;
    return typeof count === 'number' ? String(count / channelsOf(shape).value) : '1';
  }

  #shapeOf(id: ValueId | undefined): Shape | undefined {
    return id === undefined ? undefined : this.#graph.typings.get(id)?.output;
  }

  /** The layer before, if there is one, and this one, each as a sort of layer. */
  #pairs(node: Node): readonly (readonly [string, string])[] {
    return node.inputs.map((id) => [this.#sortOf(nodeOf(this.#graph, id)), this.#sortOf(node)] as const);
  }

  /** What a layer is like where it stands in a row: its kind, any activation, and whether it widens its value. */
  #sortOf(node: Node | undefined): string {
    if (!node?.attributes) return 'end';
    if (layerOf(node.kind).traits.activation) return 'activation';
    const ratio = Number(this.#ratioOf(node, node.attributes, layerOf(node.kind).traits.channels) ?? 1);
    return `${node.kind}${ratio > 1 ? ' wider' : ratio < 1 ? ' narrower' : ''}`;
  }

  #pairBits(before: string, after: string, own: number): number {
    const counts = this.#successors.get(before);
    const same = Math.max((counts?.get(after) ?? 0) - own, 0);
    const all = Math.max(total(counts) - own, 0);
    const sorts = this.#sorts.get('');
    const general = ((sorts?.get(after) ?? 0) + 1) / (total(sorts) + 8);
    // The same twice is rare.
    const chance = before === after ? general / 4 : general;
    return -Math.log2((same + PRIOR_WEIGHT * chance) / (all + PRIOR_WEIGHT));
  }
}

/** One thing to describe: a value, and the groups of layers that may have the same, the most alike first. */
interface Term {
  readonly of: string;
  readonly value: string;
  /** The part of the probability of the value that this way to describe it has. */
  readonly share: number;
  /** Bits where no other layer is alike. */
  readonly plain: number;
  readonly groups: readonly string[];
}

/** Padding by what it does, so that it can be the same for different kernels. */
export function paddingClass({ kernel, dilation, padding }: Window): string {
  if (typeof padding === 'string') return padding;
  if (padding.every(([before, after]) => before + after === 0)) return 'valid';
  const reaches = extents({ kernel, dilation });
  const isHalf = padding.every(([before, after], axis) => before === after && 2 * before + 1 === reaches[axis]);
  return isHalf ? 'half' : JSON.stringify(padding);
}

function valueText(value: unknown, write: (value: never) => unknown): string {
  return value === undefined ? 'none' : JSON.stringify(write(value as never));
}

/** The bits of a value of a window: most kernels are near 3, and other sizes small numbers. */
function windowBits(attribute: string, text: string): number {
  const value = Number(text);
  if (text === 'same') return 1.5;
  if (!Number.isFinite(value)) return plainBits(text);
  return attribute === 'kernel' ? 2 + Math.abs(Math.log2(Math.max(value, 1) / 3)) : 1 + 0.75 * value;
}

function plainBits(text: string): number {
  const value: unknown = Number(text);
  if (Number.isFinite(value)) return 1 + numberBits(value as number);
  return /^"?\w+"?$/.test(text) ? 2 : 6;
}

/** How much there is to say about a number: few bits for round ones, with few digits after zeros, in binary or decimal. */
export function numberBits(value: number): number {
  if (!Number.isInteger(value) || value < 1) return value === 0 ? 0 : 6 + Math.abs(Math.log2(Math.abs(value)));
  let digits = value;
  while (digits % 10 === 0) digits /= 10;
  return Math.min(oddBits(value), Math.log2(digits)) + Math.log2(1 + Math.log2(value)) / 2;
}

/** The bits of a whole number after the zeros that it ends with in binary: sizes are often halved. */
export function oddBits(value: number): number {
  let odd = value;
  while (odd % 2 === 0 && odd > 1) odd /= 2;
  return Math.log2(odd);
}

/** Whether a number is one more or less than another, twice or half as large. */
export function isNear(some: number, other: number): boolean {
  return Math.abs(some - other) === 1 || some === 2 * other || other === 2 * some;
}

function total(counts: ReadonlyMap<string, number> | undefined): number {
  return [...(counts?.values() ?? [])].reduce((sum, count) => sum + count, 0);
}

function increment(counts: Map<string, Map<string, number>>, group: string, value: string): void {
  const own = counts.get(group) ?? new Map<string, number>();
  counts.set(group, own.set(value, (own.get(value) ?? 0) + 1));
}
