import type { Compilation, Resized } from '../compiler/compile';
import { diagnose } from '../diagnostics/diagnose';
import type { Code } from '../diagnostics/messages';
import { Collector, type Report } from '../diagnostics/report';
import { positionOf } from '../diagnostics/source';
import { messageOf } from '../diagnostics/wording';
import { type Axis, type SpatialAxis, spatialAxisNames } from '../dimensions/axis';
import { entry } from '../dimensions/dimension';
import { type Graph, type Node, nodesFor, outputsIn, type Phase, UNKNOWN_ID, type ValueId } from '../graph/graph';
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
export interface MinimumInput extends Readonly<Record<Phase, SmallestInput | null>> {
  /** Squares up to this size were tried. */
  readonly searched: number;
}

/** One size per axis of the inputs. */
type Sizes = { readonly [A in SpatialAxis]?: number };

/** No known net needs more; for larger inputs, the search goes up to twice their size. */
const LARGEST_SEARCHED = 4096;

/** How many layers are inferred, over all sizes, to find the larger valid ones along an axis: about a second. */
const MOST_INFERRED = 250_000;

/** The same where every size is expanded again. */
const MOST_EXPANDED = 25_000;

/**
 * Finds the smallest valid size along each axis by inferring shapes, and what fails below it. All inputs with an axis get the same
 * size along it. Where expressions use sizes such as `in.height`, these decide what the graph is, and every size is expanded again.
 * Undefined if every input is a vector.
 */
export function minimumInput({ graph, resize }: Pick<Compilation, 'graph' | 'resize'>): MinimumInput | undefined {
  if (!graph || axesIn(graph).length === 0) return undefined;
  const trialsOf = (phase: Phase): Trials =>
    new Trials(graph, graph.usesSizes && resize ? expanding(graph, phase, resize) : inferring(graph, phase));
  const training = trialsOf('training');
  const needed = nodesFor(graph, outputsIn(graph, 'inference'));
  const isWhole = graph.nodes.every(({ id }) => needed.has(id));
  const smallest = training.smallest();
  const { searched } = training;
  return { training: smallest, inference: isWhole ? smallest : trialsOf('inference').smallest(), searched };
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

/** Sizes by input, and the graph for them with what fails. */
type Shapes = ReadonlyMap<ValueId, readonly number[]>;
type Typed = Pick<Resized, 'graph' | 'diagnostics'>;

/** How a size is tried. */
interface Trying {
  readonly outcomeOf: (shapes: Shapes) => Outcome;
  readonly typedFor: (shapes: Shapes) => Typed;
  /** The number of sizes after which the same ones are valid again; undefined if none is known. */
  readonly periodOf: (typed: Typed, axis: SpatialAxis) => number | undefined;
  /** How many layers may be tried along an axis. */
  readonly most: number;
}

/** The same graph for every size. */
function inferring(graph: TypedGraph, phase: Phase): Trying {
  const tried = phase === 'training' ? graph : only(graph, nodesFor(graph, outputsIn(graph, phase)));
  return {
    outcomeOf(shapes) {
      try {
        inferShapes(resizeInputs(tried, shapes), largestLimits, strict);
        return 'fits';
      } catch (error) {
        if (error instanceof Broken) return error.outcome;
        throw error;
      }
    },
    typedFor(shapes) {
      const collector = new Collector();
      const typed = inferShapes(resizeInputs(tried, shapes), largestLimits, collector);
      return { graph: typed, diagnostics: diagnose(collector.findings) };
    },
    periodOf: (typed, axis) => sizePeriod(typed.graph, axis),
    most: MOST_INFERRED,
  };
}

/** Another graph for every size: a window that does not fit says nothing about smaller sizes, and no period is known. */
function expanding(graph: TypedGraph, phase: Phase, resize: NonNullable<Compilation['resize']>): Trying {
  const outputs = outputsIn(graph, phase).map(({ name }) => name);
  const isTyped = (typed: TypedGraph): boolean =>
    typed.complete &&
    outputs.every((name) => typed.outputs.some((output) => output.name === name && typed.typings.has(output.value)));
  const fits = ({ graph: typed, diagnostics }: Typed): boolean =>
    phase === 'training' ? diagnostics.every(({ severity }) => severity !== 'error') : isTyped(typed);
  return {
    outcomeOf: (shapes) => (fits(resize(shapes)) ? 'fits' : 'other'),
    typedFor: resize,
    periodOf: () => undefined,
    most: MOST_EXPANDED,
  };
}

class Trials {
  readonly #graph: Graph;
  readonly #trying: Trying;
  readonly #axes: readonly SpatialAxis[];
  readonly #known = new Map<string, Outcome>();
  /** How many sizes may be tried along an axis. */
  readonly #most: number;

  constructor(graph: Graph, trying: Trying) {
    this.#graph = graph;
    this.#trying = trying;
    this.#axes = axesIn(graph);
    this.#most = Math.floor(trying.most / Math.max(graph.nodes.length, 1));
  }

  /** Squares up to this size are tried. */
  get searched(): number {
    const written = this.#written();
    const limit = Math.max(LARGEST_SEARCHED, ...this.#axes.map((axis) => 2 * (written[axis] ?? 1)));
    return this.#graph.usesSizes ? Math.min(limit, this.#most) : limit;
  }

  smallest(): SmallestInput | null {
    const written = this.#written();
    const square = this.#first(this.searched, (size) => this.#sizes(() => size), this.#axes);
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
    const period = this.#trying.periodOf(this.#typed(found), axis);
    const most = this.#most;
    return { smallest, valid: validSizes(smallest, { period, most }, (size) => this.#fits(sizeOf(size))), below };
  }

  #fits(sizes: Sizes): boolean {
    return this.#outcome(sizes) === 'fits';
  }

  #outcome(sizes: Sizes): Outcome {
    const key = JSON.stringify(sizes);
    const known = this.#known.get(key);
    const outcome = known ?? this.#trying.outcomeOf(this.#shapes(sizes));
    this.#known.set(key, outcome);
    return outcome;
  }

  #typed(sizes: Sizes): Typed {
    return this.#trying.typedFor(this.#shapes(sizes));
  }

  #shapes(sizes: Sizes): Shapes {
    const named: { readonly [A in Axis]?: number } = sizes;
    return new Map(
      this.#graph.inputs.map(({ shape, axes }, id) => {
        return [id, shape.map((size, index) => named[entry(axes, index)] ?? size)] as const;
      }),
    );
  }

  #breakage(sizes: Sizes): Breakage | null {
    const { graph, diagnostics } = this.#typed(sizes);
    const { typings, nodes } = graph;
    const node = nodes.find(({ id, inputs }) => !typings.has(id) && inputs.every((input) => typings.has(input)));
    const found = diagnostics.find(({ code, severity }) => severity === 'error' && !code.startsWith('expect/'));
    if (!node || !found) return null;
    const { source, start } = node.site.span;
    const size = this.#axes.flatMap((axis) => sizes[axis] ?? []);
    return { size, node: node.name, line: positionOf(source, start).line, message: messageOf(found) };
  }
}
