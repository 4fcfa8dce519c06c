import type { Note } from '../diagnostics/diagnostic';
import type { ArgumentsOf, Code } from '../diagnostics/messages';
import { replacement } from '../diagnostics/replacement';
import type { Details, Report, Use } from '../diagnostics/report';
import { textOf } from '../diagnostics/source';
import { helpOf } from '../diagnostics/wording';
import type { Axis } from '../dimensions/axis';
import {
  along,
  type Dimension,
  derived,
  entry,
  formOf,
  product,
  type Shape,
  type Site,
  shownValue,
  valuesOf,
  written,
  writtenShape,
} from '../dimensions/dimension';
import { explainDimension } from '../dimensions/explain-dimension';
import {
  type Graph,
  type GraphSoFar,
  type InputNode,
  type Node,
  nameOfValue,
  nodeOf,
  UNKNOWN_ID,
  type ValueId,
} from '../graph/graph';
import { type Formula, formulaOf, type Location, locationOf } from '../graph/locations';
import { type TypedGraph, type Typing, type WeightKey, weightKey } from '../graph/typed-graph';
import { leaveOutUnread } from '../graph/unread';
import { weightSpecOf } from '../graph/weights';
import { explainJoin, type JoinExplanation } from '../joins/explain-join';
import type { Fields } from '../schema/field';
import { alternativesTo, layerOf } from '../schema/kinds';
import { misfitOf, type Rule, type WeightSpec } from '../schema/layer';
import type { Limits } from '../schema/limits';
import { ownCell, receptiveField } from './receptive-field';
import { shareWeights } from './share-weights';

/** Thrown by a shape rule after reporting an error, and caught here. */
class Stop extends Error {}

/**
 * Graph -> output shape, weights and cost of every node. A node with an unknown input stays unknown, so that one mistake causes
 * one error, not one per layer after it.
 */
export function inferShapes(graph: Graph, limits: Limits, report: Report): TypedGraph {
  const inference = new ShapeInference(graph, limits, report);
  for (const node of graph.nodes) inference.add(node);
  return leaveOutUnread({ ...graph, typings: inference.typings, weights: inference.weights });
}

/** Infers the nodes of a graph one by one, in order, while the graph grows. */
export class ShapeInference {
  readonly #known: Known;
  readonly #limits: Limits;
  readonly #report: Report;

  constructor(graph: GraphSoFar, limits: Limits, report: Report) {
    this.#known = { graph, typings: new Map(), weights: new Map(), limit: limits.values, parameters: 0, explained: 0 };
    this.#limits = limits;
    this.#report = report;
    for (const [id, input] of graph.inputs.entries()) this.#addInput(id, input);
  }

  get typings(): ReadonlyMap<ValueId, Typing> {
    return this.#known.typings;
  }

  get weights(): ReadonlyMap<WeightKey, WeightSpec> {
    return this.#known.weights;
  }

  #addInput(id: ValueId, { site, shape, axes }: InputNode): void {
    const output = writtenShape(shape, site, axes);
    const { values } = this.#limits;
    if (product(shape) > values) {
      this.#report.add('shape/too-many-values', site.span, { limit: values });
      return;
    }
    const receptiveField = ownCell(output);
    this.#known.typings.set(id, { output, weights: NO_WEIGHTS, macs: 0, activations: product(shape), receptiveField });
  }

  /** Its inputs must have been added before. */
  add(node: Node): void {
    const known = this.#known;
    const inputs = node.inputs.map((id) => known.typings.get(id));
    if (!inputs.every((input) => input !== undefined)) return;
    const before = known.parameters;
    const typing = inferNode(known, node, inputs, this.#report);
    if (!typing) return;
    known.typings.set(node.id, typing);
    const limit = this.#limits.parameters;
    if (before <= limit && known.parameters > limit)
      this.#report.add('shape/too-many-parameters', node.site.span, { limit }, { uses: node.uses });
  }
}

/** What is known about a graph so far. */
interface Known {
  readonly graph: GraphSoFar;
  readonly typings: Map<ValueId, Typing>;
  readonly weights: Map<WeightKey, WeightSpec>;
  /** The maximum number of elements of one value. */
  readonly limit: number;
  /** The number of parameters in `weights`. */
  parameters: number;
  /** The number of joins explained so far. */
  explained: number;
}

/** Explaining a join visits everything before it, so a file with many wrong joins would take too long. */
const MAXIMUM_EXPLAINED = 50;

function inferNode(known: Known, node: Node, typings: readonly Typing[], report: Report): Typing | undefined {
  const { attributes } = node;
  if (!attributes) return undefined;
  const inputs = typings.map(({ output }) => output);
  const rule = ruleFor(known, node, inputs, report);
  try {
    refuseMisfit(known, node, inputs, rule);
    const inference = layerOf(node.kind).infer(inputs, attributes, rule);
    const { output, weights = {}, macs = 0, intermediates = 0, reach } = inference;
    const values = product(valuesOf(output));
    const { limit } = known;
    if (values > limit) rule.fail('shape/too-many-values', { limit });
    if (!Number.isSafeInteger(macs)) rule.fail('shape/too-big', { of: 'multiply-accumulates' });
    const activations = values + intermediates;
    const keys = weightKeys(known, node, { input: inputs[0], weights }, report);
    return { output, weights: keys, macs, activations, receptiveField: receptiveField(typings, reach) };
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
}

/** The weights that a node needs. */
interface Wanted {
  readonly input: Shape | undefined;
  readonly weights: Readonly<Record<string, WeightSpec>>;
}

/** The keys of a node's weights by role: those of their owner, or new entries of the graph. */
function weightKeys(
  known: Known,
  node: Node,
  { input, weights: specs }: Wanted,
  report: Report,
): ReadonlyMap<string, WeightKey> {
  const { graph, typings, weights } = known;
  const owner = node.sharing && nodeOf(graph, node.sharing.owner);
  const typing = owner && typings.get(owner.id);
  if (owner && typing) {
    const specOf = (key: WeightKey): WeightSpec => weightSpecOf({ ...graph, weights }, key);
    const place = { graph, node: owner, input: typings.get(owner.inputs[0] ?? UNKNOWN_ID)?.output };
    const shared = shareWeights({ graph, node, input }, specs, { ...place, keys: typing.weights, specOf }, report);
    if (shared) return shared;
  }
  const keys = new Map<string, WeightKey>();
  for (const [role, spec] of Object.entries(specs)) {
    const key = weightKey(node.name, role);
    weights.set(key, spec);
    known.parameters += product(spec.shape);
    keys.set(role, key);
  }
  return keys.size === 0 ? NO_WEIGHTS : keys;
}

/** One for all layers without weights: a large graph has many of them. */
const NO_WEIGHTS: ReadonlyMap<string, WeightKey> = new Map();

/** Reports an input whose form the kind does not accept. */
function refuseMisfit(known: Known, { kind, inputs: ids }: Node, inputs: readonly Shape[], rule: Rule<Fields>): void {
  const { graph } = known;
  const layer = layerOf(kind);
  const index = misfitOf(layer, inputs.map(formOf));
  if (index === undefined || layer.takes === 'any') return;
  const input = entry(inputs, index);
  const id = entry(ids, index);
  const args = { kind, takes: layer.takes, from: nameOfValue(graph, id), found: shownValue(input) };
  const instead = alternativesTo(kind, formOf(input));
  rule.fail('shape/takes', { ...args, instead, vectorFrom: vectorMaker(known, id), isInput: !nodeOf(graph, id) });
}

/** The layer above a vector whose own input had positions. */
function vectorMaker({ graph, typings }: Known, id: ValueId): string | undefined {
  for (let node = nodeOf(graph, id); node; node = nodeOf(graph, node.inputs[0] ?? UNKNOWN_ID)) {
    const rank = typings.get(node.inputs[0] ?? UNKNOWN_ID)?.output.length ?? 1;
    if (rank > 1) return node.localName;
  }
  return undefined;
}

/** The uses of a block, at some depth, in which the layer at the same place is still unknown: they all contain the error. */
function hiddenUses(
  { graph, typings }: Known,
  { span: { source, start }, uses }: Location,
  placeOf: (node: Node) => Location,
): readonly Use[] {
  const depth = uses.length;
  if (depth === 0) return [];
  const unknown = graph.nodes.filter((node) => !typings.has(node.id) && node.uses.length >= depth);
  const same = unknown.filter((node) => {
    const { span } = placeOf(node);
    return span.start === start && span.source === source;
  });
  return same.flatMap((node) => node.uses[depth - 1] ?? []);
}

/** Reports an error with its reasons, and ends the rule. */
type Stopping = <C extends Code>(
  code: C,
  args: ArgumentsOf<C>,
  at: Parameters<Rule<Fields>['fail']>[2],
  why: Details,
) => never;

function ruleFor(known: Known, node: Node, inputs: readonly Shape[], report: Report): Rule<Fields> {
  const { uses, site } = node;
  const { graph } = known;
  const stop: Stopping = (code, args, at, why) => {
    const [attribute, index] = typeof at === 'string' ? [at, undefined] : (at ?? []);
    const placeOf = (one: Node): Location =>
      attribute === undefined ? { span: one.site.span, uses: one.uses } : locationOf(graph, one, attribute, index);
    const place = placeOf(node);
    const elsewhere = () => hiddenUses(known, place, placeOf);
    report.add(code, place.span, args, { uses: place.uses, elsewhere, ...why });
    throw new Stop();
  };
  return {
    fail(code, args, at, fitting = []) {
      const notes = sizesExplained(inputs, args);
      const [value] = node.inputs;
      if (value === undefined || fitting.length === 0) return stop(code, args, at, { notes });
      return stop(code, args, at, {
        notes,
        goal: { value, sizes: fitting },
        help: helpOf({ code, args, ownHelp: undefined }),
      });
    },
    failJoin(code, same, along) {
      const { odd, ...why } = explain(known, node, inputs, same);
      const goal = { value: node.id, sizes: [] };
      const args = { values: inputs.map(shownValue), same, along, ...(odd && { odd }) };
      return stop(code, args, undefined, { ...why, goal });
    },
    mismatch(attribute, declared, inferred, what) {
      const { span } = locationOf(graph, node, attribute);
      const args = { declared, inferred: inferred.value };
      // An expression may be right for other uses, so it is not replaced.
      const fixes = textOf(span).includes('${') ? [] : [replacement(span, String(inferred.value))];
      const help = `write \`${inferred.value}\``;
      const value = inputs[0]?.includes(inferred) ? (node.inputs[0] ?? node.id) : node.id;
      const goal = { value, sizes: [{ axis: inferred.axis, size: declared }] };
      report.add(`expect/${what}`, span, args, { uses, notes: explainDimension(inferred), fixes, help, goal });
    },
    given(axis, attribute, value) {
      const place = { name: node.name, span: locationOf(graph, node, attribute).span };
      const formula = formulaOf(graph, node, attribute);
      return formula ? computed({ axis, value }, formula, place) : written(axis, value, place);
    },
    derive: (axis, value, formula, operands) => derived({ axis, value, formula, operands }, site),
  };
}

/** A size that an expression over other sizes gives: the same one if it only names it. */
function computed({ axis, value }: { axis: Axis; value: number }, { text, operands }: Formula, site: Site): Dimension {
  const [only] = operands;
  if (only && text === String(value) && only.value === value) return along(axis, only);
  return derived({ axis, value, formula: text, operands }, site);
}

/** Explains the size of the first input, along the axis that the error is about, or along all axes; nothing for an error without sizes. */
function sizesExplained(inputs: readonly Shape[], args: object): readonly Note[] {
  if (Object.keys(args).length === 0) return [];
  const input = entry(inputs, 0);
  const about = 'axis' in args ? input.filter(({ axis }) => axis === args.axis) : input;
  return about.flatMap((dimension) => explainDimension(dimension, input.length > 1 ? dimension.axis : undefined));
}

/** Explains why the inputs of a join do not match, and which path is different. */
function explain(known: Known, join: Node, inputs: readonly Shape[], same: readonly Axis[]): Partial<JoinExplanation> {
  if (known.explained++ >= MAXIMUM_EXPLAINED) return {};
  return explainJoin({ graph: known.graph, join, same }, inputs);
}
