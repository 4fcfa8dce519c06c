import { channelsOf } from '../../dimensions/dimension';
import { formatValue } from '../../expression/evaluate';
import type { Condition, Node, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { python } from '../python/expression';
import { type Code, wrap } from '../source/code';
import { formulaOf } from '../source/expression';
import type { Call } from '../source/plan-body';
import { assemble, following, moduleList } from './builds';
import { nn } from './calls';
import { placeOfCondition } from './conditionals';
import { addModule, type Frame, namesAt, type Program } from './frame';
import { foreignFrame, isRightFor } from './left-out';
import { lower } from './lower';
import { type ModuleList, onlyUse } from './module-lists';
import type { Part } from './parts';
import type { Group, Optional } from './plan';
import { renderParts } from './render-parts';
import { useCode } from './use-code';

/** The attribute of a group, and its layers; undefined if nothing is in it. */
export function addGroup(
  program: Program,
  frame: Frame,
  { name, inputs: [input], result, parts, isPath }: Group,
): string | undefined {
  // The result of a path that conditions leave out has an id of its own.
  const isLeftOut = isPath && result < 0;
  const { builds, layers, channels, expression } = renderParts(program, frame, parts, isLeftOut ? input : result);
  if (channels) frame.channels.set(result, channels);
  if (expression) frame.expressions.set(result, expression);
  if (builds.length === 0) return undefined;
  const attribute = frame.attributes.mint(name);
  const { lines, items, single } = assemble(builds, `self.${attribute} = `.length - 1);
  const [item = ''] = items;
  const code = single ? item : nn('Sequential', items);
  frame.init.push(...following(frame.init, lines), { depth: 0, code: wrap(`self.${attribute} = `, code) });
  for (const { path, ...layer } of layers) {
    const inner = single ? path.split('.').slice(1).join('.') : path;
    frame.layers.push({ ...layer, path: inner === '' ? attribute : `${attribute}.${inner}` });
  }
  return attribute;
}

/** The attribute of a list of modules. */
export function addModuleList(program: Program, frame: Frame, { repeat, gives }: ModuleList): string {
  const iterations = repeat.iterations.map((scope, index): readonly Part[] => {
    const exports = gives[index] ?? [];
    const use = onlyUse(scope.body);
    return [use ? { type: 'use', use, exports } : { type: 'class', scope, input: scope.body.inputs[0] ?? -1, exports }];
  });
  const part = { type: 'repeat', repeat, iterations } as const;
  const { builds, layers } = renderParts(program, frame, [part], repeat.iterations.at(-1)?.body.result ?? -1);
  const attribute = frame.attributes.mint(repeat.localName);
  const { lines, code } = moduleList(builds);
  frame.init.push(...following(frame.init, lines), { depth: 0, code: wrap(`self.${attribute} = `, code) });
  for (const { path, ...layer } of layers) frame.layers.push({ ...layer, path: `${attribute}.${path}` });
  return attribute;
}

/** The attribute that has the condition of a join, and what the join computes; undefined if the class can't say it. */
export function optionalCode(
  program: Program,
  frame: Frame,
  { condition, node, inputs }: Optional,
): { readonly attribute: string; readonly join: (operands: readonly Code[]) => Code } | undefined {
  const { before, when, holds, localName } = condition;
  const formula = formulaOf(python, when, namesAt(program.graph, frame, inputs), holds);
  // Otherwise what comes after has other channels without the join.
  if (!formula || (node && !hasChannelsOf(program.graph, node.id, before))) return undefined;
  const join = node ? joinOf(program, frame, node) : joinLeftOut(program, frame, condition);
  if (!join) return undefined;
  if (node) {
    // The value has the channels of the one before, whether or not the join is there.
    const [channels, expression] = [frame.channels.get(before), frame.expressions.get(before)];
    if (channels) frame.channels.set(node.id, channels);
    if (expression) frame.expressions.set(node.id, expression);
  }
  const takesInput = inputs.some((value) => frame.entering.has(value));
  const wish = when.type === 'name' ? when.name : `use_${takesInput ? 'skip' : localName}`;
  const attribute = frame.attributes.mint(wish);
  frame.init.push({ depth: 0, code: wrap(`self.${attribute} = `, formula) });
  return { attribute, join };
}

function joinOf(program: Program, frame: Frame, node: Node): (operands: readonly Code[]) => Code {
  const { expression } = lower(program, frame, node, 'forward');
  return (operands) => expression(operands, '');
}

/** What a join that a condition leaves out would compute, as a use that has it writes it. */
function joinLeftOut(
  program: Program,
  frame: Frame,
  condition: Condition,
): ((operands: readonly Code[]) => Code) | undefined {
  for (const conditional of program.conditionals.get(placeOfCondition(condition)) ?? []) {
    const { step, condition: other } = conditional;
    const foreign = step.type === 'node' ? foreignFrame(program, frame, condition, conditional) : undefined;
    if (!foreign || step.type !== 'node' || !hasChannelsOf(program.graph, step.node.id, other.before)) continue;
    const join = joinOf(program, foreign, step.node);
    if (isRightFor(program, frame, foreign, { condition, conditional })) return join;
  }
  return undefined;
}

/** The attribute of a use of a block, and its layers; `name` is wished. */
export function addUse(program: Program, frame: Frame, call: Call, name: string): string {
  const { use } = call;
  const { code, layers, what } = useCode(program, frame, use, call.exports);
  const module = {
    code,
    what: `${what} ${[...use.parameters].map(([key, value]) => `${key}: ${formatValue(value)}`)}`,
    nodes: layers.map(({ node }) => node),
    name,
  };
  const { attribute, isNew } = addModule(program, frame, module);
  if (isNew)
    for (const layer of layers) {
      const path = layer.path === '' ? attribute : `${attribute}.${layer.path}`;
      frame.layers.push({ ...layer, path });
    }
  return attribute;
}

function hasChannelsOf(graph: TypedGraph, ...[value, other]: readonly [ValueId, ValueId]): boolean {
  const [own, its] = [value, other].map((id) => channelsOf(typingOf(graph, id).output).value);
  return own === its;
}
