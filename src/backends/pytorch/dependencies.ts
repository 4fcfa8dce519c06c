import { channelsOf } from '../../dimensions/dimension';
import { type Expression, namesIn } from '../../expression/ast';
import type { BlockUse, Body, Condition, Decision, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { scopesIn } from '../../graph/walk';
import { INCOMING } from '../../schema/words';
import { type Code, fixedBy, usesOf } from '../source/code';
import { inputNames } from './channel-expressions';
import { INPUT_SIZES, isExtent } from './extents';
import { channelsIn, type Frame, type Origins } from './frame';

// A class has a parameter only if it is right for each of its values. A number that follows from a parameter without a formula
// fixes it (`Code.fixed`), and so does what a class contains at all (`Frame.fixed`): then the class is for that value only.

/** The parameters and variables of `__init__` that code depends on. */
export function dependenciesOf(code: Code): string[] {
  return [...usesOf(code), ...fixedBy(code)];
}

/** Those behind names in expressions of an item that some values enter. */
export function dependenciesOfNames(
  graph: TypedGraph,
  frame: Frame,
  names: readonly string[],
  entering: readonly ValueId[],
): string[] {
  for (const name of names) frame.written.names.add(name);
  return names.flatMap((name) => {
    const parameter = frame.parameters.get(name);
    if (parameter?.code) return dependenciesOf(parameter.code);
    if (parameter) return parameter.inlined ? [] : [parameter.identifier];
    if (isExtent(name)) return [INPUT_SIZES];
    const [base = '', axis] = name.split('.');
    const values = base === INCOMING ? entering : [frame.inputs.get(base) ?? -1];
    return values.flatMap((value) => {
      if (value < 0 || channelsOf(typingOf(graph, value).output).axis !== axis) return [];
      return dependenciesOf(frame.channels.get(value) ?? channelsIn(graph, frame, value));
    });
  });
}

/** What an argument of a use of a block depends on, if it is not written as a formula. */
export function dependenciesOfArgument(graph: TypedGraph, frame: Frame, use: BlockUse, name: string): string[] {
  const symbol = use.symbols.get(name);
  if (symbol) return dependenciesOfNames(graph, frame, textsIn(symbol), use.body.inputs);
  const names = inputNames(graph, use);
  return textsIn(use.computed.get(name)).flatMap((inner) => {
    if (isExtent(inner)) return [INPUT_SIZES];
    if (use.parameters.has(inner)) return dependenciesOfArgument(graph, frame, use, inner);
    const input = use.body.inputs[names.indexOf(inner.split('.')[0] ?? '')];
    return input === undefined ? [] : dependenciesOf(channelsIn(graph, frame, input));
  });
}

/** The same for several, and for the channels of inputs. */
export function dependenciesOfOrigins(graph: TypedGraph, frame: Frame, use: BlockUse, origins: Origins): string[] {
  const { parameters, inputs } = origins;
  return [
    ...parameters.flatMap((name) => dependenciesOfArgument(graph, frame, use, name)),
    ...inputs.flatMap((index) => dependenciesOf(channelsIn(graph, frame, use.body.inputs[index] ?? -1))),
  ];
}

/** Names with those that decide their values. */
export function withOrigins(
  names: Iterable<string>,
  origins: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const found = new Set(names);
  // What is added while walking is walked too.
  for (const name of found) for (const origin of origins.get(name) ?? []) found.add(origin);
  return found;
}

/** Notes that a class depends on what decides steps of its body, but for parameters that choose layers. */
export function fixDecisions(graph: TypedGraph, frame: Frame, decisions: readonly Decision[]): void {
  for (const { names, inputs } of decisions)
    for (const name of dependenciesOfNames(
      graph,
      frame,
      names.filter((each) => !frame.kinds.has(each)),
      inputs,
    ))
      frame.fixed.add(name);
}

/** The decisions of a body, and of those inside, but for the bodies of blocks. */
export function decisionsIn({ steps, decisions }: Pick<Body, 'steps' | 'decisions'>): readonly Decision[] {
  const inner = steps.flatMap((step) => (step.type === 'use' ? [] : scopesIn(step)));
  return [...decisions, ...inner.flatMap(({ body }) => decisionsIn(body))];
}

/** A condition that is not written decides whether there is a step. */
export function decisionOf({ when, inputs }: Condition): Decision {
  return { names: textsIn(when), inputs };
}

function textsIn(expression: Expression | undefined): readonly string[] {
  return expression ? namesIn(expression).map(({ name }) => name) : [];
}
