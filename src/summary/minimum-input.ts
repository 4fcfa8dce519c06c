import { diagnose } from '../diagnostics/diagnose';
import type { Code } from '../diagnostics/messages';
import { Collector, type Report } from '../diagnostics/report';
import { positionOf } from '../diagnostics/source';
import { messageOf } from '../diagnostics/wording';
import { type Axis, type SpatialAxis, spatialAxisNames } from '../dimensions/axis';
import { entry } from '../dimensions/dimension';
import { type Graph, type Node, nodesFor, outputsIn, type Phase, UNKNOWN_ID } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { largestLimits } from '../schema/limits';
import { inferShapes } from '../shape-infer/infer';
import { resizeInputs } from '../shape-infer/resize-input';
import { sizePeriod } from './size-period';
import { type ValidSizes, validSizes } from './valid-sizes';

/** The smallest size along one axis while the others are at their smallest too. */
export interface SmallestSize {
  readonly smallest: number;
  /** Which larger sizes are valid. */
  readonly valid: ValidSizes;
  /** What fails at one less than the smallest; null if the smallest is 1. */
  readonly below: Breakage | null;
}

/** A layer that fails because the input is too small. */
export interface Breakage {
  /** Per axis, in order. */
  readonly size: readonly number[];
  readonly node: string;
  readonly line: number;
  readonly message: string;
}

/** The smallest inputs that a graph accepts: one size per axis that windows slide along. */
export interface SmallestInput extends SmallestSizes {
  /** The smallest valid size that is the same along every axis; null if there is none. */
  readonly square: number | null;
}

type SmallestSizes = { readonly [A in SpatialAxis]?: SmallestSize };

/** For the whole net, and for the part used at inference; null if no size was found. */
export type MinimumInput = Readonly<Record<Phase, SmallestInput | null>>;

/** One size per axis of the inputs. */
type Sizes = { readonly [A in SpatialAxis]?: number };

/** No known net needs more; for larger inputs, the search goes up to twice their size. */
export const LARGEST_SEARCHED = 4096;

/** How many layers are inferred, over all sizes, to find the larger valid ones along an axis: about a second. */
const MOST_INFERRED = 250_000;

/**
 * Finds the smallest valid size along each axis by inferring shapes, and what fails below it. All inputs with an axis get the same
 * size along it. Undefined if every input is a vector, and where expressions use sizes such as `in.height`, which decide what the
 * graph is.
 */
export function minimumInput(graph: TypedGraph): MinimumInput | undefined {
  if (graph.usesSizes || axesIn(graph).length === 0) return undefined;
  const needed = nodesFor(graph, outputsIn(graph, 'inference'));
  const training = new Trials(graph).smallest();
  const lasting = graph.nodes.some(({ id }) => !needed.has(id)) ? new Trials(only(graph, needed)).smallest() : training;
  return { training, inference: lasting };
}

/** The spatial axes of all inputs, in order. */
function axesIn({ inputs }: Graph): readonly SpatialAxis[] {
  return spatialAxisNames.filter((name) => inputs.some(({ axes }) => axes.includes(name)));
}

/** The graph, leaving the shapes of all other nodes unknown. */
function only(graph: Graph, needed: ReadonlySet<number>): Graph {
  const left = (node: Node): Node => (needed.has(node.id) ? node : { ...node, inputs: [UNKNOWN_ID] });
  return { ...graph, nodes: graph.nodes.map(left) };
}

/**
 * The result of a trial: an axis means that the input is too small along it, because a window did not fit. The output of every
 * window grows with its input, so all smaller sizes fail too. Other errors, such as paths that do not join, say nothing about other
 * sizes.
 */
type Outcome = 'fits' | 'other' | SpatialAxis;

/** Ends a trial at its first error. */
class Broken extends Error {
  constructor(readonly outcome: Outcome) {
    super(outcome);
  }
}

/** What a layer reports that every smaller input breaks too. */
const TOO_SMALL: readonly Code[] = ['shape/kernel-too-big', 'shape/too-small'];

const strict: Report = {
  add(code, _span, args) {
    // Declarations in the spec are about the size as written.
    if (code.startsWith('expect/')) return;
    const axis = spatialAxisNames.find((name) => 'axis' in args && args.axis === name);
    throw new Broken(TOO_SMALL.includes(code) ? (axis ?? 'other') : 'other');
  },
};

class Trials {
  readonly #graph: Graph;
  readonly #axes: readonly SpatialAxis[];
  readonly #known = new Map<string, Outcome>();

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#axes = axesIn(graph);
  }

  smallest(): SmallestInput | null {
    const written = this.#written();
    const limit = Math.max(LARGEST_SEARCHED, ...this.#axes.map((axis) => 2 * (written[axis] ?? 1)));
    const square = this.#first(limit, (size) => this.#sizes(() => size), this.#axes);
    if (square === null && !this.#fits(written)) return null;
    let found: Sizes = this.#sizes((axis) => square ?? written[axis] ?? 1);
    for (const axis of this.#axes) {
      const largest = found[axis] ?? 1;
      const smallest = this.#first(largest, (size) => ({ ...found, [axis]: size }), [axis]) ?? largest;
      found = { ...found, [axis]: smallest };
    }
    return { ...Object.fromEntries(this.#axes.map((axis) => [axis, this.#along(axis, found)])), square };
  }

  #sizes(of: (axis: SpatialAxis) => number): Sizes {
    return Object.fromEntries(this.#axes.map((axis) => [axis, of(axis)]));
  }

  /** For each axis, the size of the first input that has it. */
  #written(): Sizes {
    return this.#sizes((axis) => {
      const input = this.#graph.inputs.find(({ axes }) => axes.includes(axis));
      return input?.shape[input.axes.indexOf(axis)] ?? 1;
    });
  }

  /** The smallest valid size up to a limit. No size below one that is too small is valid, so only the sizes above are tried one by one. */
  #first(limit: number, sizeOf: (size: number) => Sizes, tooSmall: readonly Outcome[]): number | null {
    let [low, high] = [0, limit];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (tooSmall.includes(this.#outcome(sizeOf(middle)))) low = middle;
      else high = middle;
    }
    for (let size = low + 1; size <= limit; size++) if (this.#fits(sizeOf(size))) return size;
    return null;
  }

  #along(axis: SpatialAxis, found: Sizes): SmallestSize {
    const smallest = found[axis] ?? 1;
    const sizeOf = (size: number): Sizes => ({ ...found, [axis]: size });
    const below = smallest === 1 ? null : this.#breakage(sizeOf(smallest - 1));
    const period = sizePeriod(inferShapes(this.#resized(found), largestLimits, new Collector()), axis);
    const most = Math.floor(MOST_INFERRED / Math.max(this.#graph.nodes.length, 1));
    return { smallest, valid: validSizes(smallest, { period, most }, (size) => this.#fits(sizeOf(size))), below };
  }

  #fits(sizes: Sizes): boolean {
    return this.#outcome(sizes) === 'fits';
  }

  #outcome(sizes: Sizes): Outcome {
    const key = JSON.stringify(sizes);
    const known = this.#known.get(key);
    const outcome = known ?? this.#infer(sizes);
    this.#known.set(key, outcome);
    return outcome;
  }

  #infer(sizes: Sizes): Outcome {
    try {
      inferShapes(this.#resized(sizes), largestLimits, strict);
      return 'fits';
    } catch (error) {
      if (error instanceof Broken) return error.outcome;
      throw error;
    }
  }

  #resized(sizes: Sizes): Graph {
    const named: { readonly [A in Axis]?: number } = sizes;
    const shapes = this.#graph.inputs.map(({ shape, axes }, id) => {
      const resized = shape.map((size, index) => named[entry(axes, index)] ?? size);
      return [id, resized] as const;
    });
    return resizeInputs(this.#graph, new Map(shapes));
  }

  #breakage(sizes: Sizes): Breakage | null {
    const collector = new Collector();
    const { typings, nodes } = inferShapes(this.#resized(sizes), largestLimits, collector);
    const node = nodes.find(({ id, inputs }) => !typings.has(id) && inputs.every((input) => typings.has(input)));
    const found = diagnose(collector.findings).find(({ code }) => !code.startsWith('expect/'));
    if (!node || !found) return null;
    const { source, start } = node.site.span;
    const size = this.#axes.flatMap((axis) => sizes[axis] ?? []);
    return { size, node: node.name, line: positionOf(source, start).line, message: messageOf(found) };
  }
}
