import { type Position, positionOf, type Span } from '../diagnostics/source';
import type { Axis } from '../dimensions/axis';
import type { Dimension, Shape } from '../dimensions/dimension';
import { isList, isMap, isRational, type Value } from '../expression/ast';
import { toNumber } from '../expression/rational';
import { layerOf } from '../schema/kinds';
import { decays, type WeightSpec } from '../schema/layer';
import type { Body, Graph, Node, Scope, Step, ValueId } from './graph';
import type { ReceptiveField, TypedGraph, WeightKey } from './typed-graph';
import { type Cost, sumNodes } from './weights';

/**
 * The typed graph as JSON (`schema/graph.schema.json`). Values are numbered: input `i` is value `i`, and each node produces the
 * value of its own number. What is unknown because of an error is null.
 */
export interface GraphJson {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly description: string | null;
  /** False if an error left out an item, so that totals are too small. */
  readonly complete: boolean;
  readonly inputs: readonly InputJson[];
  /** Every node after its inputs. */
  readonly nodes: readonly NodeJson[];
  readonly outputs: readonly OutputJson[];
  /** The nodes as written: in blocks, repeats, branches and side paths. */
  readonly body: BodyJson;
  readonly blocks: readonly BlockJson[];
  /** `let` values. */
  readonly lets: Readonly<Record<string, Plain>>;
  /** Every weight once, by key. */
  readonly weights: Readonly<Record<string, WeightJson>>;
  /** Where sizes come from, each after its operands. */
  readonly origins: readonly OriginJson[];
  readonly totals: Cost;
}

type Plain = number | string | boolean | readonly Plain[] | { readonly [key: string]: Plain };

export interface InputJson {
  readonly value: ValueId;
  readonly name: string;
  readonly shape: readonly SizeJson[] | null;
  readonly preprocess: { readonly mean: readonly number[]; readonly std: readonly number[] } | null;
  readonly place: PlaceJson;
}

export interface NodeJson {
  readonly value: ValueId;
  /** Qualified by its scopes: `incep1/five/conv2d_2`. */
  readonly name: string;
  readonly kind: string;
  /** As written in a spec, including defaults; null if one is wrong. */
  readonly attributes: Readonly<Record<string, unknown>> | null;
  readonly inputs: readonly (ValueId | null)[];
  readonly shape: readonly SizeJson[] | null;
  /** The key of each weight, by role; nodes that share a weight have the same key. */
  readonly weights: Readonly<Record<string, WeightKey>>;
  readonly macs: number | null;
  readonly activations: number | null;
  readonly receptiveField: ReceptiveField | null;
  readonly place: PlaceJson;
}

/** A size along an axis, and the index of its origin. */
export interface SizeJson {
  readonly axis: Axis;
  readonly size: number;
  readonly origin: number;
}

export interface OriginJson {
  readonly size: number;
  /** The formula with its numbers; null if the user wrote the size. */
  readonly formula: string | null;
  /** Indices of the operands of the formula. */
  readonly operands: readonly number[];
  /** The layer or input that the size belongs to. */
  readonly by: string;
  readonly place: PlaceJson;
}

export interface WeightJson extends Omit<WeightSpec, 'l2'> {
  readonly l2: number;
  /** Whether weight decay applies. */
  readonly decays: boolean;
}

export interface OutputJson {
  readonly name: string;
  readonly value: ValueId | null;
  readonly lossWeight: number;
  readonly trainOnly: boolean;
  readonly main: boolean;
}

export interface BlockJson {
  readonly name: string;
  readonly inputs: readonly string[];
  /** The default of each parameter; null if every use must pass it. */
  readonly parameters: Readonly<Record<string, Plain | null>>;
}

export interface BodyJson {
  readonly inputs: readonly (ValueId | null)[];
  readonly steps: readonly StepJson[];
  readonly result: ValueId | null;
}

/** A body whose name is part of the names inside. */
export interface ScopeJson {
  readonly name: string;
  readonly body: BodyJson;
}

export type StepJson =
  | { readonly type: 'node'; readonly value: ValueId }
  | (ScopeJson & {
      readonly type: 'use';
      readonly block: string;
      readonly parameters: Readonly<Record<string, Plain>>;
    })
  | { readonly type: 'repeat'; readonly name: string; readonly iterations: readonly ScopeJson[] }
  | { readonly type: 'branch'; readonly paths: readonly ScopeJson[] }
  | (ScopeJson & { readonly type: 'side' });

/** A source location; lines and columns start at 1. */
export interface PlaceJson extends Position {
  readonly file: string;
}

/** A graph as plain JSON, as far as its shapes are known. */
export function graphJson(graph: TypedGraph): GraphJson {
  const origins = new Origins();
  const shapeOf = (id: ValueId): readonly SizeJson[] | null => {
    const typing = graph.typings.get(id);
    return typing ? origins.shape(typing.output) : null;
  };
  const inputs = graph.inputs.map(({ name, preprocess, site }, value): InputJson => {
    return { value, name, shape: shapeOf(value), preprocess: preprocess ?? null, place: placeJson(site.span) };
  });
  const nodes = graph.nodes.map((node) => nodeJson(graph, node, shapeOf(node.id)));
  return {
    schemaVersion: 1,
    name: graph.name,
    description: graph.description ?? null,
    complete: graph.complete,
    inputs,
    nodes,
    outputs: graph.outputs.map(({ site: _, ...output }) => ({ ...output, value: known(output.value) })),
    body: bodyJson(graph.body),
    blocks: blocksJson(graph),
    lets: record(graph.lets, plain),
    weights: record(graph.weights, (spec) => ({ ...spec, l2: spec.l2 ?? 0, decays: decays(spec) })),
    origins: origins.list,
    totals: sumNodes(graph),
  };
}

function nodeJson(graph: TypedGraph, node: Node, shape: readonly SizeJson[] | null): NodeJson {
  const typing = graph.typings.get(node.id);
  return {
    value: node.id,
    name: node.name,
    kind: node.kind,
    attributes: attributesJson(node),
    inputs: node.inputs.map(known),
    shape,
    weights: Object.fromEntries(typing?.weights ?? []),
    macs: typing?.macs ?? null,
    activations: typing?.activations ?? null,
    receptiveField: typing?.receptiveField ?? null,
    place: placeJson(node.site.span),
  };
}

function attributesJson({ kind, attributes }: Node): NodeJson['attributes'] {
  if (!attributes) return null;
  const values: Readonly<Record<string, unknown>> = attributes;
  const written = Object.entries(layerOf(kind).fields).flatMap(([key, field]) =>
    values[key] === undefined ? [] : [[key, field.write(values[key])] as const],
  );
  return Object.fromEntries(written);
}

function bodyJson({ inputs, steps, result }: Body): BodyJson {
  return { inputs: inputs.map(known), steps: steps.map(stepJson), result: known(result) };
}

function stepJson(step: Step): StepJson {
  switch (step.type) {
    case 'node':
      return { type: 'node', value: step.node.id };
    case 'use': {
      const { block, parameters } = step.use;
      return { type: 'use', block, ...scopeJson(step.use), parameters: record(parameters, plain) };
    }
    case 'repeat':
      return { type: 'repeat', name: step.repeat.name, iterations: step.repeat.iterations.map(scopeJson) };
    case 'branch':
      return { type: 'branch', paths: step.branch.paths.map(scopeJson) };
    case 'side':
      return { type: 'side', ...scopeJson(step.side) };
  }
}

function scopeJson({ name, body }: Scope): ScopeJson {
  return { name, body: bodyJson(body) };
}

function blocksJson({ blocks }: Graph): BlockJson[] {
  return [...blocks.values()].map(({ name, inputs, parameters }) => {
    return { name, inputs, parameters: record(parameters, (value) => (value === undefined ? null : plain(value))) };
  });
}

/** The origins of dimensions, each once, after its operands. */
class Origins {
  readonly list: OriginJson[] = [];
  readonly #indices = new Map<Dimension['origin'], number>();

  shape(shape: Shape): SizeJson[] {
    return shape.map((dimension) => ({
      axis: dimension.axis,
      size: dimension.value,
      origin: this.#indexOf(dimension),
    }));
  }

  /** An explicit stack, since a chain of operands can be deeper than the call stack. */
  #indexOf(dimension: Dimension): number {
    const waiting = [dimension];
    for (let current = waiting.at(-1); current; current = waiting.at(-1)) {
      const { origin, value } = current;
      const operands = origin.type === 'derived' ? origin.operands : [];
      const missing = operands.filter((operand) => !this.#indices.has(operand.origin));
      if (missing.length > 0) {
        waiting.push(...missing);
        continue;
      }
      waiting.pop();
      if (this.#indices.has(origin)) continue;
      this.#indices.set(origin, this.list.length);
      this.list.push({
        size: value,
        formula: origin.type === 'derived' ? origin.formula : null,
        operands: operands.map((operand) => this.#indices.get(operand.origin) as number),
        by: origin.site.name,
        place: placeJson(origin.site.span),
      });
    }
    return this.#indices.get(dimension.origin) as number;
  }
}

function placeJson({ source, start }: Span): PlaceJson {
  return { file: source.file, ...positionOf(source, start) };
}

function known(id: ValueId): ValueId | null {
  return id < 0 ? null : id;
}

function plain(value: Value): Plain {
  if (isList(value)) return value.map(plain);
  if (isMap(value)) return record(value, plain);
  return isRational(value) ? toNumber(value) : value;
}

function record<T, U>(map: ReadonlyMap<string, T>, of: (value: T) => U): Record<string, U> {
  return Object.fromEntries([...map].map(([key, value]) => [key, of(value)]));
}
