import { entry } from '../../dimensions/dimension';
import type { Body, Node, ValueId } from '../../graph/graph';
import { argumentOf } from '../source/attribute-texts';
import { type Code, flatten, type Item, join, line, wrap } from '../source/code';
import type { Call } from '../source/plan-body';
import { typescript } from './expression';
import { type Entering, enteringOf, type Frame, nameCode, namesAt, type Program } from './frame';
import { renderLayers } from './render-layer';

/** The statements of a body, and the expression that a block's function returns directly, if any. */
export interface RenderedBody {
  readonly lines: readonly string[];
  readonly returned: Code | undefined;
  /** Names of parts, parameters and so on that the code refers to. */
  readonly uses: ReadonlySet<string>;
}

/** Renders a body. */
export type RenderBody = (program: Program, frame: Frame, body: Body, results: readonly ValueId[]) => RenderedBody;

/** The identifier of a value. */
export function valueText(frame: Frame, value: ValueId): string {
  const text = frame.values.get(value);
  if (text === undefined) throw new Error(`value ${value} is read before it is made`);
  return text;
}

/** Layers one after another, the first of which takes `texts`; undefined if they pass their input on unchanged. */
export function chainCode(
  program: Program,
  frame: Frame,
  nodes: readonly Node[],
  texts: readonly string[],
): Code | undefined {
  const from = operandsOf(program, frame, entry(nodes, 0), texts);
  const layers = nodes.flatMap((node, index) => {
    const entering = index === 0 ? { values: node.inputs, texts } : enteringOf(frame, node.inputs);
    return renderLayers(program, frame, node, entering);
  });
  return layers.length === 0 ? undefined : chainOf(from, layers);
}

export function chainOf(from: readonly Code[], layers: readonly (Code | Item)[]): Code {
  const first = from.length === 1 ? entry(from, 0) : line`[${join(from, ', ')}]`;
  return { open: 'chain(', items: [first, ...layers], close: ')', broken: layers.length > 1, uses: ['chain'] };
}

/** The inputs of a layer; a repeated value goes through `again`. */
export function operandsOf(program: Program, frame: Frame, node: Node, texts: readonly string[]): Code[] {
  const seen: ValueId[] = [];
  return node.inputs.map((input, index) => {
    const origin = program.origins.get(input) ?? input;
    const text = texts[index] ?? '';
    const turn = seen.filter((other) => other === origin).length;
    seen.push(origin);
    if (turn === 0) return text;
    const name = program.nameAll ? nameCode(frame, `${node.name}/again${turn}`) : undefined;
    return again(text, name);
  });
}

/** A value passed through `again`. */
export function again(value: string, name: Code | undefined): Code {
  const { text, uses = [] } = name ? line`again(${value}, { name: ${name} })` : line`again(${value})`;
  return { text, uses: [...uses, 'again'] };
}

/** The call of a block's function with `texts`; undefined if the block passes its input on unchanged. */
export function callCode(program: Program, frame: Frame, call: Call, texts: readonly string[]): Code | undefined {
  const { identifier, needsName, parameters, givesBack } = program.functionOf(call);
  if (givesBack !== undefined) return undefined;
  const { use } = call;
  const entering: Entering = { values: use.body.inputs, texts };
  const names = namesAt(program.graph, frame, entering);
  const given = parameters.flatMap((parameter) => {
    if (parameter.computed && use.computed.has(parameter.name)) return [];
    const code = argumentOf(typescript, use, parameter.name, names);
    // A computed default reads the function's own parameters, and this code those around the call.
    if (code === undefined || (!parameter.computed && flatten(code) === parameter.standard)) return [];
    return [flatten(code) === parameter.identifier ? code : wrap(`${parameter.identifier}: `, code)];
  });
  const items: Code[] = [
    ...texts,
    ...(needsName ? [nameCode(frame, use.name)] : []),
    ...(given.length > 0 ? [{ open: '{', items: given, close: '}', spaced: true }] : []),
  ];
  return { open: `${identifier}(`, items, close: ')' };
}
