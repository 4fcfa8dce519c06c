import { channelsOf, entry } from '../../dimensions/dimension';
import { type Expression, isScalar, type Value } from '../../expression/ast';
import { rational } from '../../expression/rational';
import type { BlockUse, Repeat, Scope, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { python } from '../python/expression';
import { argumentOf } from '../source/attribute-texts';
import { type Code, flatten, reference, wrap } from '../source/code';
import { keyOfCondition } from '../source/entries';
import { formulaOf, type Parameter } from '../source/expression';
import { type Build, joined, namesRead } from './builds';
import { columnsOf } from './columns';
import { channelsIn, type Frame, keepChannels, namesAt, type PlacedLayer, type Program } from './frame';
import { COMING, type Iterated, type Iterations, noteChannels, runsOf, withUpdate } from './iterations';
import type { LayerCode } from './layer-code';
import { lower } from './lower';
import { lastNode, type Part } from './parts';

/** Builds of some parts, and where the layers are among them. */
export interface RenderedParts {
  readonly builds: readonly Build[];
  /** Their paths start with the index in the `nn.Sequential`. */
  readonly layers: readonly PlacedLayer[];
  /** The channels of what they give, as far as the class has a formula. */
  readonly channels: Code | undefined;
  readonly expression: Expression | undefined;
}

/** Renders parts that give a value. Afterwards the frame knows its channels. */
export function renderParts(program: Program, frame: Frame, parts: readonly Part[], result: ValueId): RenderedParts {
  const rendering = new Rendering(program);
  const [channels, expressions] = [new Map(frame.channels), new Map(frame.expressions)];
  const builds = rendering.all(frame, parts);
  const given = { channels: frame.channels.get(result), expression: frame.expressions.get(result) };
  // Where conditions leave out parts, the value before them had the channels of what they give.
  for (const value of rendering.stoodIn) {
    if (!channels.has(value)) continue;
    restore(frame.channels, value, channels.get(value));
    restore(frame.expressions, value, expressions.get(value));
  }
  return { builds, layers: rendering.layers, ...given };
}

function restore<T>(map: Map<ValueId, T>, value: ValueId, before: T | undefined): void {
  if (before === undefined) map.delete(value);
  else map.set(value, before);
}

/** A call that creates the module of a use of a block, and its layers. */
export function useCode(
  program: Program,
  frame: Frame,
  use: BlockUse,
  exports: readonly ValueId[],
): { readonly code: Code; readonly layers: readonly PlacedLayer[]; readonly what: string } {
  const { graph } = program;
  const { inputs } = use.body;
  const channels = inputs.map((value) => channelsIn(graph, frame, value));
  const used = program.classOf({ type: 'call', use, exports });
  const names = namesAt(graph, frame, inputs);
  const given = used.parameters.flatMap((parameter) => {
    const code = argumentOf(python, use, parameter.name, names, parameter.float);
    return code === undefined || flatten(code) === parameter.standard ? [] : [wrap(`${parameter.identifier}=`, code)];
  });
  const items = [...used.channels.flatMap((index) => channels[index] ?? []), ...given];
  for (const [place, value] of exports.entries()) keepChannels(graph, frame, { use, value, given: used.gives[place] });
  return {
    code: { open: `${used.name}(`, items, close: ')', uses: [used.name] },
    layers: used.layers,
    what: used.name,
  };
}

class Rendering {
  readonly #program: Program;
  layers: PlacedLayer[] = [];
  readonly stoodIn = new Set<ValueId>();
  #index = 0;

  constructor(program: Program) {
    this.#program = program;
  }

  all(frame: Frame, parts: readonly Part[]): Build[] {
    return joined(parts.flatMap((part) => this.#part(frame, part)));
  }

  #part(frame: Frame, part: Part): readonly Build[] {
    switch (part.type) {
      case 'layer': {
        const code = lower(this.#program, frame, part.node, 'init');
        const { modules, holder } = modulesOf(code);
        if (modules.length > 0) this.#place([{ node: part.node, code, path: '' }], holder);
        this.#index += modules.length;
        return modules.map((module) => ({ type: 'module', code: module }));
      }
      case 'use':
        return this.#use(frame, part.use, part.exports);
      case 'class':
        return this.#use(frame, bodyAsUse(this.#program, frame, part.scope), part.exports);
      case 'repeat':
        return this.#repeat(frame, part);
      case 'condition':
        return this.#condition(frame, part);
    }
  }

  #place(layers: readonly PlacedLayer[], offset = 0): void {
    const index = this.#index + offset;
    for (const layer of layers)
      this.layers.push({ ...layer, path: layer.path === '' ? `${index}` : `${index}.${layer.path}` });
  }

  #use(frame: Frame, use: BlockUse, exports: readonly ValueId[] = [use.body.result]): readonly Build[] {
    const { code, layers } = useCode(this.#program, frame, use, exports);
    this.#place(layers);
    this.#index++;
    return [{ type: 'module', code }];
  }

  #condition(frame: Frame, { condition, part }: Extract<Part, { readonly type: 'condition' }>): readonly Build[] {
    const { graph, omitted } = this.#program;
    const { when, inputs, holds } = condition;
    const formula = formulaOf(python, when, namesAt(graph, frame, inputs), holds);
    if (!formula) return part ? this.#part(frame, part) : [];
    const key = keyOfCondition(frame.block, condition);
    if (part) {
      const body = this.#part(frame, part);
      const last = lastNode(part);
      omitted.found.set(key, { body, gives: last && frame.expressions.get(last.id) });
      return [{ type: 'if', condition: formula, body }];
    }
    const known = omitted.known.get(key);
    if (!known) return [];
    const [input = -1] = inputs;
    this.stoodIn.add(input);
    if (known.gives) frame.expressions.set(input, known.gives);
    const size = channelsOf(typingOf(graph, input).output).value;
    const channels = known.gives && formulaOf(python, known.gives, namesAt(graph, frame, []), size);
    if (channels) frame.channels.set(input, channels);
    return [{ type: 'if', condition: formula, body: known.body }];
  }

  #repeat(frame: Frame, part: RepeatPart): readonly Build[] {
    const { graph } = this.#program;
    const { iterations } = part.repeat;
    const input = iterations[0]?.body.inputs[0];
    const result = iterations.at(-1)?.body.result;
    if (input === undefined || result === undefined) return [];
    const start = this.#save();
    const entering = channelsIn(graph, frame, input);
    const direct = this.#iterations(frame, part, undefined);
    if (direct.rendered.every(({ gives }) => flatten(gives) === flatten(entering))) {
      frame.channels.set(result, entering);
      const expression = frame.expressions.get(input);
      if (expression) frame.expressions.set(result, expression);
      return runsOf(this.#program, frame, part.repeat, direct);
    }
    this.#restore(start);
    // An inner repeat goes on with the variable of the one around it.
    const outer = frame.running !== undefined && flatten(entering) === frame.running ? frame.running : undefined;
    const variable = outer ?? frame.locals.mint('channels');
    const changing = this.#iterations(frame, part, variable);
    const builds = runsOf(this.#program, frame, part.repeat, changing);
    noteChannels(this.#program, frame, part.repeat, changing.rendered);
    if (!outer) frame.locals.free(variable);
    const isRead = changing.rendered.some(({ inside }) => namesRead(inside).has(variable));
    if (isRead && builds.some(({ type }) => type === 'loop')) {
      if (!outer) return [{ type: 'set', name: variable, code: entering }, ...builds];
      frame.channels.set(result, reference(variable));
      return builds;
    }
    this.#restore(start);
    return runsOf(this.#program, frame, part.repeat, this.#iterations(frame, part, undefined));
  }

  /** The iterations one by one; with a `variable`, it has the channels that enter each. */
  #iterations(frame: Frame, { repeat, iterations }: RepeatPart, variable: string | undefined): Iterations {
    const { graph } = this.#program;
    const columns = columnsOf(graph, repeat, hiddenIn(graph, frame));
    const variables = [...repeat.names.map((name) => [name, name]), ...columns.map(({ key, wish }) => [key, wish])];
    const identifiers = new Map(variables.map(([name = '', wish = '']) => [name, frame.locals.mint(wish)]));
    const entering = repeat.iterations[0]?.body.inputs[0] ?? -1;
    const size = (value: ValueId): number => channelsOf(typingOf(graph, value).output).value;
    const rendered = iterations.map((parts, index): Iterated => {
      const { body, values: given } = repeat.iterations[index] as Repeat['iterations'][number];
      const values = new Map([
        ...given,
        ...columns.map((column) => [column.key, entry(column.values, index)] as const),
      ]);
      const [input = -1] = body.inputs;
      const inner = (parameters: readonly (readonly [string, Parameter])[]): Frame => {
        const channels = new Map(frame.channels);
        const expressions = new Map(frame.expressions);
        if (variable !== undefined) {
          channels.set(input, reference(variable));
          expressions.set(input, { type: 'name', name: COMING, start: 0, end: 0 });
        } else if (size(input) === size(entering)) {
          channels.set(input, channelsIn(graph, frame, entering));
          const expression = frame.expressions.get(entering);
          if (expression) expressions.set(input, expression);
        }
        const coming = { identifier: variable ?? '', value: rational(BigInt(size(input))) };
        const names = variable === undefined ? parameters : [...parameters, [COMING, coming] as const];
        const running = variable ?? frame.running;
        return { ...frame, running, channels, expressions, parameters: new Map([...frame.parameters, ...names]) };
      };
      const scalars = [...values].flatMap(([name, value]) => (isScalar(value) ? [[name, value] as const] : []));
      const start = this.#save();
      const unrolled = inner(scalars.map(([name, value]) => [name, { identifier: name, inlined: true, value }]));
      const plain = withUpdate(variable, this.all(unrolled, parts), channelsIn(graph, unrolled, body.result));
      this.#restore(start);
      const frameOfLoop = inner(
        scalars.map(([name, value]) => [name, { identifier: identifiers.get(name) ?? name, value }]),
      );
      const inside = this.all(frameOfLoop, parts);
      const gives = channelsIn(graph, frameOfLoop, body.result);
      const expression = frameOfLoop.expressions.get(body.result);
      return { named: withUpdate(variable, inside, gives), inside, plain, gives, expression, values };
    });
    for (const identifier of identifiers.values()) frame.locals.free(identifier);
    return { identifiers, rendered };
  }

  #save(): { readonly index: number; readonly layers: readonly PlacedLayer[] } {
    return { index: this.#index, layers: [...this.layers] };
  }

  #restore({ index, layers }: { readonly index: number; readonly layers: readonly PlacedLayer[] }): void {
    this.#index = index;
    this.layers = [...layers];
  }
}

type RepeatPart = Extract<Part, { readonly type: 'repeat' }>;

/** The modules of a layer in a `nn.Sequential`, and which of them has its weights. */
export function modulesOf({ module, modules = [] }: LayerCode): {
  readonly modules: readonly Code[];
  readonly holder: number;
} {
  return { modules, holder: Math.max(module === undefined ? -1 : modules.indexOf(module), 0) };
}

/** The names in the class of a block that hide `let` values. */
function hiddenIn({ blocks }: TypedGraph, { block, parameters }: Frame): ReadonlySet<string> {
  return new Set([...parameters.keys(), ...(blocks.get(block)?.parameters.keys() ?? [])]);
}

/** A list of layers as the use of a block that has the names of the frame around it as parameters. */
function bodyAsUse({ graph }: Program, frame: Frame, { name, localName, body }: Scope): BlockUse {
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
  return { block, name, localName, parameters, symbols, computed: new Map(), body };
}
