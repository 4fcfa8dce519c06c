import { valuesOf } from '../../../dimensions/dimension';
import { mainOutput, nodesFor, type Output, outputsIn, type ValueId } from '../../../graph/graph';
import { type TypedGraph, typingOf } from '../../../graph/typed-graph';
import { type UsedWeight, weightsOf } from '../../../graph/weights';
import type { Kind } from '../../../schema/kinds';
import { decays } from '../../../schema/layer';
import { type Code, join, line } from '../../source/code';
import type { Program } from '../frame';
import { literal } from '../literal';
import { again } from '../render-body';

/** What the generated program must know of the model's outputs. */
export interface OutputsCode {
  /** `outputs: fc`, or a list in the order of the file. */
  readonly option: Code;
  /** The main output among those of inference, after what gave them: `[1]`, or nothing where there is only one. */
  readonly pick: string;
  /** A function that leaves out what is for training alone; undefined where nothing is. */
  readonly inference: string | undefined;
  /** One score for each class, and how much its loss counts; in the order of the file. */
  readonly losses: readonly { readonly classes: number; readonly weight: number }[];
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
    losses: graph.outputs.map(({ value, lossWeight }) => ({
      classes: valuesOf(typingOf(graph, value).output)[0] ?? 0,
      weight: lossWeight,
    })),
  };
}

/** tfjs loses its way where an output is an input, or the same value as another one: a layer that does nothing stands between. */
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
/** The model without what is for training alone: ${dropped.join(', ')}. Its weights are those of the model. */
export function inferenceModel(model: tf.LayersModel): tf.LayersModel {
  return tf.model({ inputs: model.inputs, outputs: ${list} });
}`;
}

/** Kernels that cost something, by their names. */
export function l2Factors(graph: TypedGraph): readonly string[] {
  return neededWeights(graph).flatMap(({ key, spec: { l2 = 0 } }) => (l2 > 0 ? [`${literal(key)}: ${l2}`] : []));
}

/** Whether some layer that an output needs is kept from learning. */
export function hasFrozen(graph: TypedGraph): boolean {
  const needed = nodesFor(graph, graph.outputs);
  return graph.nodes.some(
    ({ id, attributes }) => needed.has(id) && attributes && 'trainable' in attributes && !attributes.trainable,
  );
}

/** Whether every kernel starts as tfjs starts kernels, so that they can be started again from a seed. */
export function startsAlike(graph: TypedGraph): boolean {
  return neededWeights(graph).every(
    ({ role, kind, spec: { what, initializer } }) =>
      what !== 'kernel' || (role === 'kernel' && kind !== 'conv2d_transpose' && initializer.type === 'glorot_normal'),
  );
}

/**
 * TypeScript of whether weight decay applies to the weight called `originalName`; undefined where it applies to none. The end of a name
 * is the role of the weight: it decides where all weights of a role are alike, else the names do.
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
function neededWeights(graph: TypedGraph): (UsedWeight & { readonly kind: Kind })[] {
  const needed = nodesFor(graph, graph.outputs);
  const nodes = graph.nodes.filter(({ id }) => needed.has(id));
  const used = nodes.flatMap(({ id, kind }) => weightsOf(graph, id).map((weight) => ({ ...weight, kind })));
  return [...new Map(used.map((weight) => [weight.key, weight])).values()];
}
