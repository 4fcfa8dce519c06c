import { valuesOf } from '../../../dimensions/dimension';
import type { Node, NodeOf, ValueId } from '../../../graph/graph';
import { type TypedGraph, typingOf } from '../../../graph/typed-graph';
import { weightSpecOf } from '../../../graph/weights';
import type { Attributes, Kind } from '../../../schema/kinds';
import type { Precision } from '../../../schema/train';
import type { Machine } from '../machine';
import type { DataType } from '../proto/data-type';

/** How to lower a node, if its kind leaves a choice. */
export interface Choices {
  /** The type of inputs and output. */
  readonly type: DataType;
  /** A ReLU's gradient uses its input instead of its output. */
  readonly gradientByInput: boolean;
  /** The last few channels of a convolution are computed separately from the full blocks. */
  readonly inParts: boolean;
  /** The gradients of a convolution are matrix products. */
  readonly byProducts: boolean;
  /**
   * The gradients of a convolution are computed together with those of others that read the same value, as one wide
   * convolution.
   */
  readonly joined: boolean;
}

/** A graph and how to lower it. Passes take a plan and return another. */
export interface Plan {
  readonly graph: TypedGraph;
  readonly precision: Precision;
  readonly choices: ReadonlyMap<ValueId, Choices>;
}

export type Pass = (plan: Plan, machine: Machine) => Plan;

/** Facts about a node before lowering. Shapes are without the batch. */
export interface NodeFacts<K extends Kind> {
  readonly attributes: Attributes<K>;
  readonly shapes: readonly (readonly number[])[];
  /** The shape of the first input; every kind has one. */
  readonly shape: readonly number[];
  /** The shape of the output. */
  readonly output: readonly number[];
  weightShape(role: string): readonly number[];
}

export function factsOf<K extends Kind>(graph: TypedGraph, node: NodeOf<K>): NodeFacts<K> {
  const { attributes, name, inputs, id } = node;
  if (!attributes) throw new Error(`${name} has no attributes`);
  const shapes = inputs.map((input) => valuesOf(typingOf(graph, input).output));
  const { output, weights } = typingOf(graph, id);
  return {
    attributes,
    shapes,
    shape: shapes[0] as readonly number[],
    output: valuesOf(output),
    weightShape: (role) => {
      const key = weights.get(role);
      if (key === undefined) throw new Error(`${name} has no weight ${role}`);
      return weightSpecOf(graph, key).shape;
    },
  };
}

const plainly: Choices = { type: 'float32', gradientByInput: false, inParts: false, byProducts: false, joined: false };

/** The choices for a node. */
export function choicesOf({ choices }: Plan, id: ValueId): Choices {
  return choices.get(id) ?? plainly;
}

/** The plan with a choice made for each node of a kind for which `decide` says so. */
export function choose<K extends Kind>(
  plan: Plan,
  kind: K,
  choice: Partial<Choices>,
  decide: (facts: NodeFacts<K>, node: NodeOf<K>) => boolean,
): Plan {
  const choices = new Map(plan.choices);
  for (const node of plan.graph.nodes) {
    if (isOf(node, kind) && decide(factsOf<K>(plan.graph, node), node))
      choices.set(node.id, { ...choicesOf(plan, node.id), ...choice });
  }
  return { ...plan, choices };
}

export function isOf<K extends Kind>(node: Node, kind: K): node is Node & NodeOf<K> {
  return node.kind === kind;
}
