import type { TypedGraph } from '../graph/typed-graph';
import { align } from './align';
import { type Contexts, contextsOf } from './context';
import { Interner } from './interner';
import { labelsOf } from './label';

/** For each node of a graph, the index of its match in the other; undefined if there is none. */
export interface Matching {
  readonly toB: readonly (number | undefined)[];
  readonly toA: readonly (number | undefined)[];
}

/**
 * Matches the nodes of two graphs, ignoring names: first nodes with the same context on both sides, then those that compute the same
 * value, then those whose value is used in the same way, and the rest by their position in the graph.
 */
export function matchGraphs(a: TypedGraph, b: TypedGraph): Matching {
  const interner = new Interner();
  const [labelsA = [], labelsB = []] = labelsOf([a, b], interner);
  const [inA, inB] = [contextsOf(a, labelsA, interner), contextsOf(b, labelsB, interner)];
  const pairs = new Pairing(a.nodes.length, b.nodes.length);
  const around = ({ above, below }: Contexts) => above.map((own, index) => `${own} ${below[index]}`);
  pairs.match(around(inA), around(inB));
  pairs.match(inA.above, inB.above);
  pairs.match(inA.below, inB.below);
  if (pairs.isComplete()) return pairs;
  const [kindsA, kindsB] = [a, b].map(({ nodes }) => nodes.map(({ kind }) => interner.number(`kind ${kind}`)));
  if (!kindsA || !kindsB) return pairs;
  // The same layers in another place, or other layers in the same place: whichever gives the shorter report.
  const [byLabel, byKind] = [pairs.copy(), pairs.copy()];
  byLabel.alignLeft(inA.labels, inB.labels);
  for (const each of [byLabel, byKind]) {
    each.alignLeft(kindsA, kindsB);
    each.matchGaps();
  }
  return byLabel.differences(inA.labels, inB.labels) < byKind.differences(inA.labels, inB.labels) ? byLabel : byKind;
}

class Pairing implements Matching {
  readonly toB: (number | undefined)[];
  readonly toA: (number | undefined)[];

  constructor(lengthA: number, lengthB: number) {
    this.toB = Array.from({ length: lengthA });
    this.toA = Array.from({ length: lengthB });
  }

  copy(): Pairing {
    const copy = new Pairing(this.toB.length, this.toA.length);
    for (const [a, b] of this.toB.entries()) if (b !== undefined) copy.#pair(a, b);
    return copy;
  }

  isComplete(): boolean {
    return !this.toB.includes(undefined) && !this.toA.includes(undefined);
  }

  /** How many nodes would be reported: those without a match, and those whose match computes something else. */
  differences(labelsA: readonly number[], labelsB: readonly number[]): number {
    const lone = this.toA.filter((other) => other === undefined).length;
    const others = this.toB.filter((b, a) => b === undefined || labelsB[b] !== labelsA[a]).length;
    return lone + others;
  }

  #pair(a: number, b: number): void {
    this.toB[a] = b;
    this.toA[b] = a;
  }

  /** Pairs nodes with the same key, in order. */
  match<K>(keysA: readonly K[], keysB: readonly K[]): void {
    const waiting = new Map<K, number[]>();
    for (const [index, key] of keysB.entries()) {
      if (this.toA[index] !== undefined) continue;
      const known = waiting.get(key);
      if (known) known.push(index);
      else waiting.set(key, [index]);
    }
    for (const list of waiting.values()) list.reverse();
    for (const [index, key] of keysA.entries()) {
      const other = this.toB[index] === undefined ? waiting.get(key)?.pop() : undefined;
      if (other !== undefined) this.#pair(index, other);
    }
  }

  /** Aligns both orders, keeping existing pairs fixed, and pairs the remaining nodes by key. */
  alignLeft(keysA: readonly number[], keysB: readonly number[]): void {
    if (this.isComplete()) return;
    // Existing pairs get their own numbers, below those of keys.
    const symbolsA = keysA.map((key, index) => (this.toB[index] === undefined ? key : -1 - index));
    const symbolsB = keysB.map((key, index) => {
      const other = this.toA[index];
      return other === undefined ? key : -1 - other;
    });
    for (const [a, b] of align(symbolsA, symbolsB) ?? []) if (this.toB[a] === undefined) this.#pair(a, b);
  }

  /** Pairs the remaining nodes between the same two neighbours if both graphs have equally many there. */
  matchGaps(): void {
    let [a, b] = [0, 0];
    while (a < this.toB.length && b < this.toA.length) {
      const [startA, startB] = [a, b];
      while (a < this.toB.length && this.toB[a] === undefined) a++;
      while (b < this.toA.length && this.toA[b] === undefined) b++;
      if (a - startA === b - startB) for (let more = startA; more < a; more++) this.#pair(more, startB + more - startA);
      const next = this.toB[a];
      a++;
      b = next === undefined || next < b ? b + 1 : next + 1;
    }
  }
}
