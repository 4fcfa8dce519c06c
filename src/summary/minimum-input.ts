import { Collector, type Report } from '../diagnostics/report';
import { positionOf } from '../diagnostics/source';
import { type Graph, type Node, nodesFor, outputsIn, type Phase, UNKNOWN_ID } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { largestLimits } from '../schema/limits';
import { inferShapes } from '../shape-infer/infer';
import { resizeInputs } from '../shape-infer/resize-input';

/** The smallest size along one axis, where the other has its smallest too. */
export interface SmallestSize {
  readonly smallest: number;
  /** From one legal size to the next: 1 where every larger one is legal; null where no step was found. */
  readonly step: number | null;
  /** What breaks at one less; null where the smallest is 1. */
  readonly below: Breakage | null;
}

/** A layer that an input is too small for. */
export interface Breakage {
  readonly size: readonly [number, number];
  readonly node: string;
  readonly line: number;
  readonly message: string;
}

/** The smallest images that a graph takes. */
export interface SmallestInput {
  readonly height: SmallestSize;
  readonly width: SmallestSize;
  /** The smallest square; null where none is legal. */
  readonly square: number | null;
}

/** For the whole net, and for what is left of it outside of training; null where no size was found. */
export type MinimumInput = Readonly<Record<Phase, SmallestInput | null>>;

type Size = readonly [number, number];

/** No net asks for more; whoever writes a larger input has it searched up to twice that. */
const LARGEST_SEARCHED = 4096;

/** Sizes that are tried beyond the smallest to see from one to the next how far it is. */
const LARGEST_STEP = 64;

/**
 * Finds the smallest legal height and width by inferring shapes, and what breaks below. Images of all inputs get the same size.
 * Undefined where no input is an image.
 */
export function minimumInput(graph: TypedGraph): MinimumInput | undefined {
  const images = graph.inputs.filter(({ shape }) => shape.length === 3);
  if (images.length === 0) return undefined;
  const needed = nodesFor(graph, outputsIn(graph, 'inference'));
  const training = new Trials(graph).smallest();
  const lasting = graph.nodes.some(({ id }) => !needed.has(id)) ? new Trials(only(graph, needed)).smallest() : training;
  return { training, inference: lasting };
}

/** The graph with the shapes of other nodes left unknown. */
function only(graph: Graph, needed: ReadonlySet<number>): Graph {
  const left = (node: Node): Node => (needed.has(node.id) ? node : { ...node, inputs: [UNKNOWN_ID] });
  return { ...graph, nodes: graph.nodes.map(left) };
}

/**
 * What came of a trial. Too small along an axis means that a window did not fit: as the output of every window grows with its input,
 * whatever is smaller along that axis breaks too. Other mistakes, such as paths that do not join, say nothing of other sizes.
 */
type Outcome = 'fits' | 'short' | 'narrow' | 'other';

/** Ends a trial at its first mistake. */
class Broken extends Error {
  constructor(readonly outcome: Outcome) {
    super(outcome);
  }
}

const strict: Report = {
  add(code, _span, args) {
    // What the spec declares is about the size that it writes.
    if (code.startsWith('expect/')) return;
    const { axis } = args as { readonly axis?: string };
    throw new Broken(code !== 'shape/kernel-too-big' ? 'other' : axis === 'height' ? 'short' : 'narrow');
  },
};

class Trials {
  readonly #graph: Graph;
  readonly #known = new Map<string, Outcome>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  smallest(): SmallestInput | null {
    const written = this.#graph.inputs.find(({ shape }) => shape.length === 3)?.shape ?? [];
    const [tall = 1, wide = 1] = written;
    const limit = Math.max(LARGEST_SEARCHED, 2 * tall, 2 * wide);
    const square = this.#first(limit, (size) => [size, size], ['short', 'narrow']);
    if (square === null && !this.#fits([tall, wide])) return null;
    const [largest, widest] = square === null ? [tall, wide] : [square, square];
    const height = this.#first(largest, (size) => [size, widest], ['short']) ?? largest;
    const width = this.#first(widest, (size) => [height, size], ['narrow']) ?? widest;
    return {
      height: this.#along(height, (size) => [size, width]),
      width: this.#along(width, (size) => [height, size]),
      square,
    };
  }

  /** The smallest legal size up to a limit: none is below one that is too small, so what is above those alone is tried one by one. */
  #first(limit: number, sizeOf: (size: number) => Size, tooSmall: readonly Outcome[]): number | null {
    let [low, high] = [0, limit];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (tooSmall.includes(this.#outcome(sizeOf(middle)))) low = middle;
      else high = middle;
    }
    for (let size = low + 1; size <= limit; size++) if (this.#fits(sizeOf(size))) return size;
    return null;
  }

  #along(smallest: number, sizeOf: (size: number) => Size): SmallestSize {
    const below = smallest === 1 ? null : this.#breakage(sizeOf(smallest - 1));
    return { smallest, step: this.#step(smallest, sizeOf), below };
  }

  /** The distance to the next legal size, if the sizes behind it keep to it. */
  #step(smallest: number, sizeOf: (size: number) => Size): number | null {
    const fits = (more: number): boolean => this.#fits(sizeOf(smallest + more));
    let step = 1;
    while (step <= LARGEST_STEP && !fits(step)) step++;
    if (step > LARGEST_STEP) return null;
    const tried = Math.min(Math.max(2 * step, 8), LARGEST_STEP);
    for (let more = step + 1; more <= tried; more++) if (fits(more) !== (more % step === 0)) return null;
    return step;
  }

  #fits(size: Size): boolean {
    return this.#outcome(size) === 'fits';
  }

  #outcome(size: Size): Outcome {
    const key = size.join(' ');
    const known = this.#known.get(key);
    const outcome = known ?? this.#infer(size);
    this.#known.set(key, outcome);
    return outcome;
  }

  #infer(size: Size): Outcome {
    try {
      inferShapes(this.#resized(size), largestLimits, strict);
      return 'fits';
    } catch (error) {
      if (error instanceof Broken) return error.outcome;
      throw error;
    }
  }

  #resized([height, width]: Size): Graph {
    const shapes = this.#graph.inputs.flatMap(({ shape }, id) => {
      const [, , channels] = shape;
      return channels === undefined || shape.length !== 3 ? [] : [[id, [height, width, channels]] as const];
    });
    return resizeInputs(this.#graph, new Map(shapes));
  }

  #breakage(size: Size): Breakage | null {
    const collector = new Collector();
    const { typings, nodes } = inferShapes(this.#resized(size), largestLimits, collector);
    const node = nodes.find(({ id, inputs }) => !typings.has(id) && inputs.every((input) => typings.has(input)));
    const found = collector.diagnostics().find(({ code }) => !code.startsWith('expect/'));
    if (!node || !found) return null;
    const { source, start } = node.site.span;
    return { size, node: node.name, line: positionOf(source, start).line, message: found.message };
  }
}
