import { diagnose } from '../diagnostics/diagnose';
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

/** The smallest size along one axis, where the others have their smallest too. */
export interface SmallestSize {
  readonly smallest: number;
  /** From one legal size to the next: 1 where every larger one is legal; null where no step was found. */
  readonly step: number | null;
  /** What breaks at one less; null where the smallest is 1. */
  readonly below: Breakage | null;
}

/** A layer that an input is too small for. */
export interface Breakage {
  /** Along the axes in order. */
  readonly size: readonly number[];
  readonly node: string;
  readonly line: number;
  readonly message: string;
}

/** The smallest inputs that a graph takes: a size for each axis that windows slide along. */
export interface SmallestInput extends SmallestSizes {
  /** The smallest with the same size along every axis; null where none is legal. */
  readonly square: number | null;
}

type SmallestSizes = { readonly [A in SpatialAxis]?: SmallestSize };

/** For the whole net, and for what is left of it outside of training; null where no size was found. */
export type MinimumInput = Readonly<Record<Phase, SmallestInput | null>>;

/** A size for each axis of the inputs. */
type Sizes = { readonly [A in SpatialAxis]?: number };

/** No net asks for more; whoever writes a larger input has it searched up to twice that. */
const LARGEST_SEARCHED = 4096;

/** Sizes that are tried beyond the smallest to see from one to the next how far it is. */
const LARGEST_STEP = 64;

/**
 * Finds the smallest legal size along each axis by inferring shapes, and what breaks below. All inputs with an axis get the same size
 * along it. Undefined where every input is a vector.
 */
export function minimumInput(graph: TypedGraph): MinimumInput | undefined {
  if (axesIn(graph).length === 0) return undefined;
  const needed = nodesFor(graph, outputsIn(graph, 'inference'));
  const training = new Trials(graph).smallest();
  const lasting = graph.nodes.some(({ id }) => !needed.has(id)) ? new Trials(only(graph, needed)).smallest() : training;
  return { training, inference: lasting };
}

/** The axes of all inputs that windows can slide along, in order. */
function axesIn({ inputs }: Graph): readonly SpatialAxis[] {
  return spatialAxisNames.filter((name) => inputs.some(({ axes }) => axes.includes(name)));
}

/** The graph with the shapes of other nodes left unknown. */
function only(graph: Graph, needed: ReadonlySet<number>): Graph {
  const left = (node: Node): Node => (needed.has(node.id) ? node : { ...node, inputs: [UNKNOWN_ID] });
  return { ...graph, nodes: graph.nodes.map(left) };
}

/**
 * What came of a trial: an axis where the input is too small along it, which means that a window did not fit: as the output of every window grows with its input,
 * whatever is smaller along that axis breaks too. Other mistakes, such as paths that do not join, say nothing of other sizes.
 */
type Outcome = 'fits' | 'other' | SpatialAxis;

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
    const axis = spatialAxisNames.find((name) => 'axis' in args && args.axis === name);
    throw new Broken(code === 'shape/kernel-too-big' ? (axis ?? 'other') : 'other');
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

  /** The sizes of the first input that has each axis. */
  #written(): Sizes {
    return this.#sizes((axis) => {
      const input = this.#graph.inputs.find(({ axes }) => axes.includes(axis));
      return input?.shape[input.axes.indexOf(axis)] ?? 1;
    });
  }

  /** The smallest legal size up to a limit: none is below one that is too small, so what is above those alone is tried one by one. */
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
    return { smallest, step: this.#step(smallest, sizeOf), below };
  }

  /** The distance to the next legal size, if the sizes behind it keep to it. */
  #step(smallest: number, sizeOf: (size: number) => Sizes): number | null {
    const fits = (more: number): boolean => this.#fits(sizeOf(smallest + more));
    let step = 1;
    while (step <= LARGEST_STEP && !fits(step)) step++;
    if (step > LARGEST_STEP) return null;
    const tried = Math.min(Math.max(2 * step, 8), LARGEST_STEP);
    for (let more = step + 1; more <= tried; more++) if (fits(more) !== (more % step === 0)) return null;
    return step;
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
