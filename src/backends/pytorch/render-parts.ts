import { channelsOf, entry } from '../../dimensions/dimension';
import { type Expression, isScalar } from '../../expression/ast';
import type { BlockUse, Condition, Repeat, ValueId } from '../../graph/graph';
import { typingOf } from '../../graph/typed-graph';
import { python } from '../python/expression';
import { type Code, flatten, reference } from '../source/code';
import { formulaOf, type Parameter } from '../source/expression';
import { type Build, fixedIn, joined, namesRead } from './builds';
import { isSame } from './channel-expressions';
import { ChannelVariables } from './channel-variables';
import { assuming, type Given } from './choices';
import { columnsOf } from './columns';
import { placeOfCondition } from './conditionals';
import { decisionOf, decisionsIn, dependenciesOf, fixDecisions } from './dependencies';
import { channelsIn, expressionIn, type Frame, namesAt, type PlacedLayer, type Program } from './frame';
import {
  type Coming,
  channelsAfter,
  hiddenIn,
  type Iterated,
  type Iterations,
  isIndependent,
  isShort,
  iterationFrame,
  runsOf,
  type Written,
  withUpdate,
} from './iterations';
import { modulesOf } from './layer-code';
import { foreignFrame, isRightFor } from './left-out';
import { lower } from './lower';
import { type Part, partOf, resultOf } from './parts';
import { bodyAsUse, useCode } from './use-code';

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

class Rendering {
  readonly #program: Program;
  layers: PlacedLayer[] = [];
  readonly stoodIn = new Set<ValueId>();
  readonly #variables = new ChannelVariables();
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
    const { graph } = this.#program;
    const { when, inputs, holds, before } = condition;
    const formula = formulaOf(python, when, namesAt(graph, frame, inputs), holds);
    const entering = { code: channelsIn(graph, frame, before), expression: expressionIn(graph, frame, before) };
    if (part) {
      const body = this.#where(frame, condition, () => this.#part(frame, part));
      if (!formula) {
        fixDecisions(graph, frame, [decisionOf(condition)]);
        return body;
      }
      const result = resultOf(part);
      const given = { code: channelsIn(graph, frame, result), expression: expressionIn(graph, frame, result) };
      const { before: first, inside } = this.#variables.choose(
        frame,
        { condition, formula, value: result },
        given,
        entering,
      );
      return [...first, { type: 'if', condition: formula, body: [...body, ...inside] }];
    }
    const other = formula && this.#leftOut(frame, condition);
    if (!other) {
      fixDecisions(graph, frame, [decisionOf(condition)]);
      return [];
    }
    this.stoodIn.add(before);
    const { before: first, inside } = this.#variables.choose(
      frame,
      { condition, formula, value: before },
      other,
      entering,
    );
    return [...first, { type: 'if', condition: formula, body: [...other.builds, ...inside] }];
  }

  /** Writes what a condition leads to: there the channels that enter need not choose by it. */
  #where<T>(frame: Frame, { when, inputs, before }: Condition, write: () => T): T {
    const { graph } = this.#program;
    const [channels, expressions] = [new Map(frame.channels), new Map(frame.expressions)];
    const values = new Set([...inputs, before]);
    for (const value of values) {
      const expression = frame.expressions.get(value);
      const decided = expression && assuming(expression, when, true);
      if (!decided || isSame(decided, expression)) continue;
      const size = channelsOf(typingOf(graph, value).output).value;
      const code = formulaOf(python, decided, namesAt(graph, frame, []), size);
      if (!code) continue;
      frame.channels.set(value, code);
      frame.expressions.set(value, decided);
    }
    const written = write();
    for (const value of values) {
      restore(frame.channels, value, channels.get(value));
      restore(frame.expressions, value, expressions.get(value));
    }
    return written;
  }

  /** What a condition leaves out, as a use that has it writes it. */
  #leftOut(frame: Frame, condition: Condition): (Given & { readonly builds: readonly Build[] }) | undefined {
    const before = this.#save();
    for (const conditional of this.#program.conditionals.get(placeOfCondition(condition)) ?? []) {
      const [input = -1] = conditional.condition.inputs;
      const made = partOf(this.#program, conditional.step, input);
      const foreign = made && foreignFrame(this.#program, frame, condition, conditional);
      if (!foreign) continue;
      const builds = this.#where(foreign, conditional.condition, () => this.#part(foreign, made.part));
      this.#restore(before);
      if (!isRightFor(this.#program, frame, foreign, { condition, conditional })) continue;
      const { graph } = this.#program;
      for (const name of foreign.fixed) frame.fixed.add(name);
      const code = channelsIn(graph, foreign, made.result);
      return { builds, code, expression: expressionIn(graph, foreign, made.result) };
    }
    return undefined;
  }

  #repeat(frame: Frame, part: RepeatPart): readonly Build[] {
    const { graph } = this.#program;
    const { iterations } = part.repeat;
    const input = iterations[0]?.body.inputs[0];
    const result = iterations.at(-1)?.body.result;
    if (input === undefined || result === undefined) return [];
    const start = this.#save();
    const entering = channelsIn(graph, frame, input);
    const direct = this.#iterations(frame, part, { coming: 'same' });
    if (
      direct.rendered.every(({ named, plain }) =>
        [named, plain].every(({ gives }) => flatten(gives) === flatten(entering)),
      )
    ) {
      frame.channels.set(result, entering);
      const expression = frame.expressions.get(input);
      if (expression) frame.expressions.set(result, expression);
      return runsOf(this.#program, frame, part.repeat, direct);
    }
    this.#restore(start);
    const outer = this.#variables.own(frame, entering);
    const variable = outer ?? this.#variables.mint(frame);
    const changing = this.#iterations(frame, part, { coming: 'variable', variable });
    const body = changing.rendered.flatMap(({ named }) => [...named.builds]);
    const isRead = changing.rendered.some(({ named }) => namesRead(named.inside).has(variable));
    const isFixed = changing.rendered.some(({ named }) => named.fixed.has(variable)) || fixedIn(body).has(variable);
    const builds = isRead && !isFixed ? runsOf(this.#program, frame, part.repeat, changing) : [];
    if (builds.some(({ type }) => type === 'loop') && (outer || !isShort(part.repeat, changing))) {
      const after = channelsAfter(this.#program, frame, part.repeat, changing.rendered);
      const names = [...namesRead(builds), ...fixedIn(builds), ...dependenciesOf(entering)];
      // Without parameters, a number says it shorter.
      const isNumber = !after?.code && isIndependent(frame, names);
      if (after) frame.expressions.set(result, after.expression);
      frame.channels.set(
        result,
        outer || !(after?.code || isNumber)
          ? reference(variable)
          : (after?.code ?? String(channelsOf(typingOf(graph, result).output).value)),
      );
      frame.variables.set(
        variable,
        names.filter((name) => name !== variable),
      );
      if (outer) return builds;
      if (after?.code || isNumber) this.#variables.free(frame, variable);
      return [{ type: 'set', name: variable, code: entering }, ...builds];
    }
    if (!outer) this.#variables.free(frame, variable);
    this.#restore(start);
    const unrolled = this.#iterations(frame, part, { coming: 'known' });
    const last = unrolled.rendered.at(-1)?.plain;
    if (last) frame.channels.set(result, last.gives);
    if (last) this.#variables.take(frame, last.gives);
    if (last?.expression) frame.expressions.set(result, last.expression);
    return runsOf(this.#program, frame, part.repeat, unrolled);
  }

  /** The iterations one by one. */
  #iterations(frame: Frame, { repeat, iterations }: RepeatPart, { coming: mode, variable }: Coming): Iterations {
    const { graph } = this.#program;
    const columns = columnsOf(graph, repeat, hiddenIn(graph, frame));
    const variables = [...repeat.names.map((name) => [name, name]), ...columns.map(({ key, wish }) => [key, wish])];
    const identifiers = new Map(variables.map(([name = '', wish = '']) => [name, frame.locals.mint(wish)]));
    const entering = repeat.iterations[0]?.body.inputs[0] ?? -1;
    const first = channelsIn(graph, frame, entering);
    let before = { code: first, expression: expressionIn(graph, frame, entering) };
    const rendered = iterations.map((parts, index): Iterated => {
      const { body, values: given } = repeat.iterations[index] as Repeat['iterations'][number];
      const values = new Map([
        ...given,
        ...columns.map((column) => [column.key, entry(column.values, index)] as const),
      ]);
      const [input = -1] = body.inputs;
      const size = channelsOf(typingOf(graph, input).output).value;
      const write = (parameters: readonly (readonly [string, Parameter])[]): Written => {
        const coming = variable === undefined ? before : { variable, size };
        const inner = iterationFrame(frame, { input, coming, parameters, values });
        const inside = this.#variables.within(frame, () => this.all(inner, parts));
        fixDecisions(graph, inner, decisionsIn(body));
        const gives = channelsIn(graph, inner, body.result);
        const builds = withUpdate(variable, inside, gives);
        return { builds, inside, gives, expression: expressionIn(graph, inner, body.result), fixed: inner.fixed };
      };
      const scalars = [...values].flatMap(([name, value]) => (isScalar(value) ? [[name, value] as const] : []));
      const start = this.#save();
      const plain = write(scalars.map(([name, value]) => [name, { identifier: name, inlined: true, value }]));
      this.#restore(start);
      const named = write(scalars.map(([name, value]) => [name, { identifier: identifiers.get(name) ?? name, value }]));
      if (mode === 'known') before = { code: plain.gives, expression: plain.expression };
      return { named, plain, values };
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
