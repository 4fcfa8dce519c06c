import { channelsOf } from '../../dimensions/dimension';
import { formatValue } from '../../expression/evaluate';
import type { ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { python } from '../python/expression';
import { type Code, wrap } from '../source/code';
import { keyOfCondition } from '../source/entries';
import { formulaOf } from '../source/expression';
import type { Call } from '../source/plan-body';
import { assemble, following, moduleList } from './builds';
import { nn } from './calls';
import { addModule, type Frame, namesAt, type Program } from './frame';
import { lower } from './lower';
import { type ModuleList, onlyUse } from './module-lists';
import type { Part } from './parts';
import type { Group, Optional } from './plan';
import { renderParts, useCode } from './render-parts';

/** The attribute of a group, and its layers; undefined if nothing is in it. */
export function addGroup(
  program: Program,
  frame: Frame,
  { name, inputs: [input], result, parts, isPath }: Group,
): string | undefined {
  // The result of a path that conditions leave out has an id of its own.
  const isLeftOut = isPath && result < 0;
  const { builds, layers, channels, expression } = renderParts(program, frame, parts, isLeftOut ? input : result);
  if (isLeftOut && channels) frame.channels.set(result, channels);
  if (isLeftOut && expression) frame.expressions.set(result, expression);
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
  const key = keyOfCondition(frame.block, condition);
  const lowered = node && lower(program, frame, node, 'forward');
  const join = lowered
    ? (operands: readonly Code[]) => lowered.expression(operands, '')
    : program.omitted.known.get(key)?.join;
  if (!join) return undefined;
  if (node) {
    program.omitted.found.set(key, { body: [], gives: undefined, join });
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
