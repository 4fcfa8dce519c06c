import { mainOutput, nodesFor, type Output, outputsIn, type ValueId } from '../../../graph/graph';
import type { TypedGraph } from '../../../graph/typed-graph';
import { type UsedWeight, weightsOf } from '../../../graph/weights';
import { decays } from '../../../schema/layer';
import { type Code, join, line } from '../../source/code';
import type { Program } from '../frame';
import { literal } from '../literal';
import { again } from '../statement-code';

/** The model's outputs, for the code of the generated program. */
export interface OutputsCode {
  /** `outputs: fc`, or a list in the order of the spec. */
  readonly option: Code;
  /** Selects the main output from those of inference: `[1]!`, or nothing if there is only one. */
  readonly pick: string;
  /** The function that drops outputs only used in training; undefined if there are none. */
  readonly inference: string | undefined;
  /** The loss weight of each output, in the order of the spec. */
  readonly lossWeights: readonly number[];
}

/** `values` has the TypeScript of each value of `createModel`. */
export function outputsCode(program: Program, values: ReadonlyMap<ValueId, string>): OutputsCode {
  const { graph } = program;
  const codes = distinct(program, values);
  const kept = outputsIn(graph, 'inference');
  const alone = kept.length === 1;
  const drops = kept.length < graph.outputs.length;
  const [only = '', ...others] = codes;
  return {
    option: others.length === 0 ? line`outputs: ${only}` : line`outputs: [${join(codes, ', ')}]`,
    pick: alone ? '' : `[${kept.indexOf(mainOutput(graph))}]!`,
    inference: drops ? inferenceFunction(graph, kept) : undefined,
    lossWeights: graph.outputs.map(({ lossWeight }) => lossWeight),
  };
}

/** Models of tfjs cannot have an input, or one value twice, among several outputs: such an output goes through `again`. */
function distinct({ graph, origins, nameAll }: Program, values: ReadonlyMap<ValueId, string>): Code[] {
  const seen = new Set<ValueId>(graph.inputs.keys());
  return graph.outputs.map(({ name, value }) => {
    const origin = origins.get(value) ?? value;
    const text = values.get(value) ?? '';
    const taken = graph.outputs.length > 1 && seen.has(origin);
    seen.add(origin);
    return taken ? again(text, nameAll ? literal(`${name}/output`) : undefined) : text;
  });
}

function inferenceFunction(graph: TypedGraph, kept: readonly Output[]): string {
  const dropped = graph.outputs.filter((output) => output.trainOnly).map(({ name }) => `\`${name}\``);
  const outputs = kept.map((output) => `model.outputs[${graph.outputs.indexOf(output)}]!`);
  const list = outputs.length === 1 ? outputs[0] : `[${outputs.join(', ')}]`;
  return `
/** The model without its training-only outputs: ${dropped.join(', ')}. Shares its weights. */
export function inferenceModel(model: tf.LayersModel): tf.LayersModel {
  return tf.model({ inputs: model.inputs, outputs: ${list} });
}`;
}

/** Entries of the table of L2 penalties, by the names of kernels. */
export function l2Factors(graph: TypedGraph): readonly string[] {
  return neededWeights(graph).flatMap(({ key, spec: { l2 = 0 } }) => (l2 > 0 ? [`${literal(key)}: ${l2}`] : []));
}

/** Whether any layer that an output depends on is frozen. */
export function hasFrozen(graph: TypedGraph): boolean {
  const needed = nodesFor(graph, graph.outputs);
  return graph.nodes.some(
    ({ id, attributes }) => needed.has(id) && attributes && 'trainable' in attributes && !attributes.trainable,
  );
}

/**
 * The condition, as TypeScript, for weight decay to apply to the weight `originalName`; undefined if it applies to none. A weight's name
 * ends with its role, which decides if weight decay treats all weights of a role alike; otherwise the condition lists names.
 */
export function decaysText(graph: TypedGraph): string | undefined {
  const weights = neededWeights(graph);
  const decaying = weights.filter(({ spec }) => decays(spec));
  const roles = new Set(decaying.map(({ role }) => role));
  const [role, ...others] = roles;
  if (role === undefined) return undefined;
  const isSaidByRole = weights.every((weight) => roles.has(weight.role) === decays(weight.spec));
  if (!isSaidByRole) return `[${decaying.map(({ key }) => literal(key)).join(', ')}].includes(originalName)`;
  if (others.length === 0) return `originalName.endsWith(${literal(`/${role}`)})`;
  return `/\\/(${[role, ...others].join('|')})$/.test(originalName)`;
}

/** The weights that outputs depend on, each once, as a layer uses it. */
function neededWeights(graph: TypedGraph): UsedWeight[] {
  const needed = nodesFor(graph, graph.outputs);
  const nodes = graph.nodes.filter(({ id }) => needed.has(id));
  const used = nodes.flatMap(({ id }) => weightsOf(graph, id));
  return [...new Map(used.map((weight) => [weight.key, weight])).values()];
}
