import type { WeightTensor } from '../../../tensors/weights';
import type { GraphBuilder, Value } from '../graph-builder';
import { deepCopy, identity } from '../ops/control';
import { assignVariable, readVariable, type Variable } from '../ops/variables';
import { type } from '../proto/attribute';
import type { GraphProgram, Port } from './graph-program';
import type { ModelVariables } from './model-variables';

/**
 * Declares `init`, which takes every weight and sets every slot to zero; `restore`, which takes both; `export`, which returns
 * every weight; and `export_slots`, if there are slots. Weights and slots are named like their variables. With `initial`,
 * loading the graph sets them.
 */
export function signState(
  program: GraphProgram,
  variables: ModelVariables,
  initial?: ReadonlyMap<string, WeightTensor>,
): void {
  const { g } = program;
  const weights = [...variables.values()].map(({ variable }) => variable);
  const slots = [...variables.values()].flatMap((weight) => weight.slots);
  const fed = new Map([...weights, ...slots].map((variable) => [variable.key, fedValue(g, variable)]));
  const ports = (all: readonly Variable[]): Map<string, Port> =>
    new Map(all.map(({ key, shape }) => [key, [fed.get(key) as Value, shape]]));
  const assign = (all: readonly Variable[]): Value[] =>
    all.map((variable) => assignFed(g, variable, fed.get(variable.key) as Value));
  const done = (after: readonly Value[]): Map<string, Port> =>
    new Map([['done', [identity(g, g.scalar(1), after), []]]]);
  const given = assign(weights);
  const zeroed = slots.map((slot) => assignVariable(g, slot, zeros(g, slot)));
  program.sign('init', ports(weights), done([...given, ...zeroed]));
  program.sign('restore', ports([...weights, ...slots]), done([...given, ...assign(slots)]));
  program.sign('export', new Map(), exported(g, weights));
  if (initial) {
    const started = weights.map((variable) => assignVariable(g, variable, startOf(g, variable, initial)));
    program.signStart([...started, ...zeroed]);
  }
  if (slots.length > 0) program.sign('export_slots', new Map(), exported(g, slots));
}

function startOf(g: GraphBuilder, { key }: Variable, initial: ReadonlyMap<string, WeightTensor>): Value {
  const { shape, values } = initial.get(key) as WeightTensor;
  return g.constant('float32', shape, values);
}

function exported(g: GraphBuilder, variables: readonly Variable[]): Map<string, Port> {
  return new Map(variables.map((variable) => [variable.key, [readVariable(g, variable), variable.shape]]));
}

function fedValue(g: GraphBuilder, { key, shape }: Variable): Value {
  return g.placeholder(`feed/${key}`, 'float32', shape);
}

/**
 * An assigned variable takes over the memory of the value, and what tfjs-node feeds may be JavaScript's memory: freeing it in a
 * TensorFlow thread, or at the end of the process, would crash.
 */
function assignFed(g: GraphBuilder, variable: Variable, value: Value): Value {
  return assignVariable(g, variable, deepCopy(g, value));
}

function zeros(g: GraphBuilder, { shape }: Variable): Value {
  return g.add(
    'Fill',
    [g.list(shape), g.scalar(0)],
    { T: type('float32'), index_type: type('int32') },
    { type: 'float32' },
  );
}
