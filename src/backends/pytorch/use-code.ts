import { channelsOf } from '../../dimensions/dimension';
import { type Expression, isScalar, type Value } from '../../expression/ast';
import { rational } from '../../expression/rational';
import type { BlockUse, Scope, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { python } from '../python/expression';
import { argumentOf } from '../source/attribute-texts';
import { type Code, fixing, flatten, line, usesOf, wrap } from '../source/code';
import { formulaOf, type Parameter, plainValue, scalarParameters } from '../source/expression';
import { channelsOfUse, inputChannels, inputNames } from './channel-expressions';
import { kindCode } from './chosen-kinds';
import { decisionsIn, dependenciesOfArgument, dependenciesOfOrigins, fixDecisions } from './dependencies';
import { INPUT_SIZES } from './extents';
import {
  COMING,
  channelsIn,
  expressionIn,
  type Frame,
  type GivenChannels,
  namesAt,
  type PlacedLayer,
  type Program,
  type UsedBlock,
} from './frame';
import { lower } from './lower';
import { paddingOfUse } from './paddings';
import { chainOf, holdsName, type Part } from './parts';

/** Creates the module of a use of a block. */
interface UseCode {
  readonly code: Code;
  readonly layers: readonly PlacedLayer[];
  /** Equal for uses whose modules do the same, but for their parameters. */
  readonly what: string;
}

/** A call that creates the module of a use of a block, and its layers. */
export function useCode(program: Program, frame: Frame, use: UsedBlock, exports: readonly ValueId[]): UseCode {
  const { graph } = program;
  const inlined = inlinedCode(program, frame, use, exports);
  if (inlined) return inlined;
  const { inputs } = use.body;
  const channels = inputs.map((value) => channelsIn(graph, frame, value));
  const used = program.classOf({ type: 'call', use, exports });
  const names = namesAt(graph, frame, inputs);
  const fixed = dependenciesOfOrigins(graph, frame, use, used.fixed);
  if (used.forInputSizes) fixed.push(INPUT_SIZES);
  // Lists are always numbers in it.
  for (const [name, value] of use.parameters)
    if (!isScalar(value)) fixed.push(...dependenciesOfArgument(graph, frame, use, name));
  const given = used.parameters.flatMap((parameter) => {
    const { name, float, kind } = parameter;
    const value = use.parameters.get(name) ?? '';
    const code = kind
      ? kindCode(frame, { expression: use.symbols.get(name), value, names })
      : (paddingCode(program, use, name) ?? argumentCode(program, frame, use, { name, float }));
    if (code === undefined) return [];
    if (usesOf(code).size === 0) fixed.push(...dependenciesOfArgument(graph, frame, use, parameter.name));
    return flatten(code) === parameter.standard ? [] : [wrap(`${parameter.identifier}=`, code)];
  });
  const items = [...used.channels.flatMap((index) => channels[index] ?? []), ...given];
  for (const [place, value] of exports.entries()) {
    const gives = used.gives[place];
    if (gives) keepChannels(graph, frame, { use, value, gives });
  }
  return {
    code: fixing(fixed, { open: `${used.name}(`, items, close: ')', uses: [used.name] }),
    layers: used.layers,
    what: used.name,
  };
}

/** A number or word that a use of a block is given. */
function argumentCode(
  { graph }: Program,
  frame: Frame,
  use: BlockUse,
  { name, float }: { readonly name: string; readonly float: boolean },
): Code | undefined {
  return (
    computedCode(graph, frame, use, name) ??
    argumentOf(python, use, name, namesAt(graph, frame, use.body.inputs), float)
  );
}

/** The module of a block that is only one, in the words of the class around the use: it needs no class of its own. */
function inlinedCode(program: Program, frame: Frame, use: UsedBlock, exports: readonly ValueId[]): UseCode | undefined {
  const { graph, kinds } = program;
  const { result } = use.body;
  if (use.around || exports.length !== 1 || exports[0] !== result || (kinds.get(use.block)?.size ?? 0) > 0)
    return undefined;
  const [part, ...others] = chainOf(program, use.body) ?? [];
  if (!part || others.length > 0 || holdsName([part])) return undefined;
  const inner = inlinedFrame(program, frame, use);
  const made = moduleOf(program, inner, part);
  if (!made) return undefined;
  fixDecisions(graph, inner, decisionsIn(use.body));
  for (const name of inner.fixed) frame.fixed.add(name);
  const expression = inner.expressions.get(result);
  const known = (input: ValueId): Expression | undefined => expressionIn(graph, frame, input);
  const outer = expression && channelsOfUse(graph, use, expression, known);
  if (outer) frame.expressions.set(result, outer);
  frame.channels.set(result, channelsIn(graph, inner, result));
  return { ...made, what: use.block };
}

/** The only module of a part. */
function moduleOf(program: Program, frame: Frame, part: Part): Omit<UseCode, 'what'> | undefined {
  if (part.type === 'use') return useCode(program, frame, part.use, [part.use.body.result]);
  if (part.type !== 'layer') return undefined;
  const code = lower(program, frame, part.node, 'init');
  const [module, ...others] = code.modules ?? [];
  if (module === undefined || others.length > 0) return undefined;
  return { code: module, layers: [{ node: part.node, code, path: '' }] };
}

/** A frame in which the names of a block mean what its use gives them, in the words of the class around it. */
function inlinedFrame(program: Program, frame: Frame, use: BlockUse): Frame {
  const { graph } = program;
  const names = inputNames(graph, use);
  const inputs = use.body.inputs.map((value, index) => [names[index] ?? '', value] as const);
  const entering = new Map(inputs.map(([, value]) => [value, channelsIn(graph, frame, value)] as const));
  const parameters = scalarParameters(use).map(([name, value]): readonly [string, Parameter] => {
    const float = program.fractions.has(`${use.block} ${name}`);
    const code = argumentCode(program, frame, use, { name, float }) ?? '';
    const isNumber = usesOf(code).size === 0;
    const known = line`${isNumber ? fixing(dependenciesOfArgument(graph, frame, use, name), code) : code}`;
    const { binding } = typeof code === 'object' && 'text' in code ? code : {};
    const text = binding === undefined ? known : { ...known, binding };
    return [name, { identifier: '', value, float, code: text, ...(isNumber && { inlined: true as const }) }];
  });
  return {
    ...frame,
    kinds: new Set(),
    constants: new Set(),
    paddings: program.paddings.get(use.block) ?? new Map(),
    parameters: new Map(parameters),
    values: use.parameters,
    inputs: new Map(inputs),
    expressions: new Map(inputs.map(([name, value]) => [value, inputChannels(graph, name, value)])),
    entering,
    channels: new Map(entering),
    fixed: new Set(),
  };
}

/** A padding in PyTorch's words, if the use writes it. */
function paddingCode({ paddings }: Program, use: BlockUse, name: string): Code | undefined {
  const parameter = paddings.get(use.block)?.get(name);
  const value = parameter && paddingOfUse(use, name, parameter);
  return value === undefined ? undefined : python.literal(value);
}

/** An argument that the block computes by default, in terms of the class around the use. */
function computedCode(graph: TypedGraph, frame: Frame, use: BlockUse, name: string): Code | undefined {
  const [inner, value] = [use.computed.get(name), use.parameters.get(name)];
  const known = (input: ValueId): Expression | undefined => expressionIn(graph, frame, input);
  const expression = inner && channelsOfUse(graph, use, inner, known);
  if (!expression || value === undefined || !isScalar(value)) return undefined;
  return formulaOf(python, expression, namesAt(graph, frame, []), plainValue(value));
}

/** Notes the channels of what a use of a block gives. */
function keepChannels(
  graph: TypedGraph,
  frame: Frame,
  { use, value, gives }: { readonly use: BlockUse; readonly value: ValueId; readonly gives: GivenChannels },
): void {
  const known = (input: ValueId): Expression | undefined => expressionIn(graph, frame, input);
  const expression = gives.expression && channelsOfUse(graph, use, gives.expression, known);
  if (expression) frame.expressions.set(value, expression);
  const same = gives.expression && sameInput(graph, use, gives.expression);
  if (same !== undefined) {
    frame.channels.set(value, channelsIn(graph, frame, same));
    return;
  }
  const size = channelsOf(typingOf(graph, value).output).value;
  const code = expression && formulaOf(python, expression, namesAt(graph, frame, []), size);
  frame.channels.set(value, code ?? fixing(dependenciesOfOrigins(graph, frame, use, gives.from), String(size)));
}

/** The input whose channels an expression is. */
function sameInput(graph: TypedGraph, use: BlockUse, expression: Expression): ValueId | undefined {
  const names = inputNames(graph, use);
  if (expression.type !== 'name') return undefined;
  return use.body.inputs.find(
    (value, index) => `${names[index]}.${channelsOf(typingOf(graph, value).output).axis}` === expression.name,
  );
}

/** A list of layers as the use of a block that has the names of the frame around it as parameters. */
export function bodyAsUse({ graph }: Program, frame: Frame, { name, localName, body }: Scope): UsedBlock {
  const sizes = [...frame.inputs].map(([input, value]) => {
    const { axis, value: size } = channelsOf(typingOf(graph, value).output);
    return [`${input}.${axis}`, rational(BigInt(size))] as const;
  });
  const own = [...frame.parameters].flatMap(([key, { value }]) => (key === COMING ? [] : [[key, value] as const]));
  const parameters = new Map<string, Value>([...sizes, ...own]);
  const symbols = new Map(
    [...parameters.keys()].map((key): [string, Expression] => [key, { type: 'name', name: key, start: 0, end: 0 }]),
  );
  const repeat = name.split('/').at(-2) ?? '';
  const isNamed = !/^repeat(_\d+)?$/.test(repeat);
  const block = `${isNamed ? repeat : frame.block} layer`.trim();
  return { block, name, localName, parameters, symbols, computed: new Map(), around: frame, body };
}
