import { valuesOf } from '../../dimensions/dimension';
import { type BlockUse, type Body, nodeOf, type Output, outputsIn, type ValueId } from '../../graph/graph';
import { typingOf } from '../../graph/typed-graph';
import { flatSteps } from '../../graph/walk';
import { INDENT, LINE_WIDTH, layOut } from '../python/code';
import { python } from '../python/expression';
import { literal } from '../python/literal';
import { type Code, flatten, wrap } from '../source/code';
import { formulaOf, plainValue } from '../source/expression';
import { type Call, type Chain, planBody, type Statement } from '../source/plan-body';
import type { Frame, Program, UsedClass } from './frame';
import { lower } from './lower';
import { Variables } from './variables';

/** The statements of `forward`, and the variables that enter it. */
export interface RenderedBody {
  readonly inputs: readonly string[];
  readonly lines: readonly string[];
}

/** What a `forward` gives: values in order, or the model's outputs by name. */
export type Results = { readonly values: readonly ValueId[] } | { readonly outputs: readonly Output[] };

/** Renders a body; `wishes` name its inputs where it has several. Afterwards the frame knows its modules and parameters. */
export function renderBody(
  program: Program,
  frame: Frame,
  body: Body,
  wishes: readonly (string | undefined)[],
  results: Results,
): RenderedBody {
  return new Forward(program, frame, body, wishes, results).render();
}

class Forward {
  readonly #program: Program;
  readonly #frame: Frame;
  readonly #statements: readonly Statement[];
  readonly #results: Results;
  readonly #variables: Variables;
  readonly #inputs: readonly string[];
  readonly #lines: string[] = [];
  /** The name of the path that a value ends, of the branches in this body. */
  readonly #paths: ReadonlyMap<ValueId, string>;
  /** Where each variable is assigned first: its line, and what it is given where it is not one of several. */
  readonly #first = new Map<string, { readonly line: number; readonly code?: Code }>();
  /** Variables that are given something of which type checkers do not know the type. */
  readonly #untyped = new Set<string>();
  #indent = INDENT + INDENT;

  constructor(program: Program, frame: Frame, body: Body, wishes: readonly (string | undefined)[], results: Results) {
    this.#program = program;
    this.#frame = frame;
    this.#results = results;
    this.#paths = pathsIn(body);
    const values = 'values' in results ? results.values : results.outputs.map(({ value }) => value);
    this.#statements = planBody(body, values, program.live);
    this.#variables = new Variables(this.#statements, values);
    this.#inputs = body.inputs.map((value, index) => this.#variables.enter(value, wishes[index]));
  }

  render(): RenderedBody {
    if ('outputs' in this.#results) {
      this.#lines.push(`${this.#indent}outputs: dict[str, Tensor] = {}`);
      for (const output of this.#results.outputs)
        if (!nodeOf(this.#program.graph, output.value)) this.#keep(output, false);
    }
    let gated = false;
    for (const [index, statement] of this.#statements.entries()) {
      const inTraining = 'outputs' in this.#results && !this.#isNeeded(statement);
      if (inTraining && !gated) this.#lines.push(`${INDENT}${INDENT}if self.training:`);
      gated = inTraining;
      this.#indent = inTraining ? INDENT.repeat(3) : INDENT.repeat(2);
      if (this.#returns(statement, index)) return { inputs: this.#inputs, lines: this.#lines };
      this.#statement(statement, index);
      this.#keepOutputs(statement, inTraining);
    }
    this.#indent = INDENT.repeat(2);
    this.#return(this.#resultText());
    return { inputs: this.#inputs, lines: this.#lines };
  }

  #resultText(): string {
    if ('outputs' in this.#results) return 'outputs';
    return this.#results.values.map((value) => this.#variables.of(value)).join(', ');
  }

  /** Whether the last statement makes the only result, which can then be returned as it is. */
  #returns(statement: Statement, index: number): boolean {
    if ('outputs' in this.#results || index < this.#statements.length - 1) return false;
    const [result, ...others] = this.#results.values;
    const made = statement.type === 'chain' ? [statement.result] : statement.exports;
    if (others.length > 0 || made.length !== 1 || made[0] !== result) return false;
    // What a module gives is of any type for type checkers, and is held by a variable of a known one first.
    if (statement.type === 'call') return false;
    const code = this.#chain(statement, index);
    const held = flatten(code).startsWith('self.') ? this.#variables.of(statement.result) : undefined;
    if (held !== undefined) this.#assign([held], code);
    this.#return(held ?? code);
    return true;
  }

  /** Gives a value back, of which type checkers must know that it is a tensor; its variables say so where they begin. */
  #return(code: Code): void {
    const text = flatten(code);
    if ('values' in this.#results && this.#results.values.length === 1 && !isTyped(text))
      for (const name of this.#untyped) if (new RegExp(`(?<![\\w.])${name}\\b`).test(text)) this.#declare(name);
    this.#write(wrap('return ', code));
  }

  #declare(name: string): void {
    const { line = 0, code } = this.#first.get(name) ?? {};
    const indent = INDENT.repeat(2);
    if (code === undefined) this.#lines[line] = `${indent}${name}: Tensor\n${this.#lines[line]}`;
    else this.#lines[line] = layOut(wrap(`${name}: Tensor = `, code), indent);
  }

  #statement(statement: Statement, index: number): void {
    if (statement.type === 'chain') {
      const code = this.#chain(statement, index);
      const variable = this.#variables.of(statement.result);
      if (code !== variable) this.#assign([variable], code);
      return;
    }
    const code = this.#call(statement);
    const { use } = statement;
    const names = statement.exports.map((value) => {
      const isResult = value === use.body.result;
      const wish =
        this.#wishFor(value, use.name) ??
        (isResult ? undefined : this.#local(nodeOf(this.#program.graph, value)?.name ?? ''));
      const named = isResult && !use.localName.startsWith(use.block);
      return this.#variables.assign(value, index, wish, this.#local(use.name), named);
    });
    this.#assign(names, code);
  }

  /** Statements of a chain but for the last expression; the chain's value has its variable then. */
  #chain({ inputs, nodes, result }: Chain, index: number): Code {
    let texts = inputs.map((value) => this.#variables.of(value));
    const named = nodes.findLast((node) => node.named) ?? nodes.at(-1);
    let pending: Code | undefined;
    let variable: string | undefined;
    const name = () => {
      variable ??= this.#variables.assign(
        result,
        index,
        this.#wishFor(result, named?.name ?? ''),
        this.#local(named?.name ?? ''),
        named?.named === true,
      );
      return variable;
    };
    for (const node of nodes) {
      const code = lower(this.#program, this.#frame, node);
      for (const helper of code.helpers ?? []) this.#program.helpers.add(helper);
      let self = '';
      if (code.module) {
        const attribute = this.#frame.attributes.mint(this.#local(node.name));
        self = `self.${attribute}`;
        this.#frame.init.push({ attribute, code: code.module });
        this.#frame.layers.push({ node, code, path: attribute });
      }
      if (pending !== undefined) {
        const inner = flatten(pending);
        const around = code.wraps ? code.expression([inner], self) : '';
        const fits = code.wraps && this.#indent.length + name().length + 3 + flatten(around).length <= LINE_WIDTH;
        if (fits) {
          pending = around;
          continue;
        }
        if (inner !== name()) this.#assign([name()], pending);
        texts = [name()];
      }
      pending = code.expression(texts, self);
    }
    const last = pending ?? '';
    // A layer that leaves its value as it is needs no variable of its own.
    if (variable === undefined && texts.length === 1 && last === texts[0])
      this.#variables.alias(result, last as string);
    else name();
    return last;
  }

  #call(call: Call): Code {
    const { use } = call;
    const { inputs } = use.body;
    const channels = inputs.map((value) => this.#channelsOf(value));
    const used = this.#program.classOf(call);
    const attribute = this.#frame.attributes.mint(this.#local(use.name));
    const given = used.parameters.flatMap((parameter) => {
      const text = this.#argument(use, parameter.name);
      return text === undefined || text === parameter.standard ? [] : [`${parameter.identifier}=${text}`];
    });
    const items = [...used.channels.map((index) => channels[index] as string), ...given];
    this.#frame.init.push({ attribute, code: { open: `${used.name}(`, items, close: ')' } });
    for (const [place, value] of call.exports.entries()) this.#give(value, used.gives[place], call, used, channels);
    for (const layer of used.layers) this.#frame.layers.push({ ...layer, path: `${attribute}.${layer.path}` });
    return { open: `self.${attribute}(`, items: inputs.map((value) => this.#variables.of(value)), close: ')' };
  }

  /** Says the channels of what a block gives by those that it was given, or by an argument; else they are a number. */
  #give(value: ValueId, text: string | undefined, { use }: Call, used: UsedClass, channels: readonly string[]): void {
    const input = used.channelNames.indexOf(text ?? '');
    const parameter = used.parameters.find(({ identifier }) => identifier === text);
    const said = input >= 0 ? channels[input] : parameter && this.#argument(use, parameter.name);
    if (said !== undefined) this.#frame.channels.set(value, said);
  }

  /** Python of the channels of a value; what a block gives is known by its number alone. */
  #channelsOf(value: ValueId): string {
    const known = this.#frame.channels.get(value);
    return known ?? String(valuesOf(typingOf(this.#program.graph, value).output).at(-1));
  }

  /** An argument as the block around the use says it: over its own parameters where that is exact, else its value. */
  #argument(use: BlockUse, name: string): string | undefined {
    const value = use.parameters.get(name);
    if (value === undefined) return undefined;
    const expression = use.symbols.get(name);
    const found = expression && formulaOf(python, expression, this.#frame.parameters, plainValue(value));
    for (const parameter of found?.names ?? []) this.#frame.used.add(parameter);
    return found?.text ?? literal(plainValue(value));
  }

  /** The path that a value ends, or stands in, within this class. */
  #wishFor(value: ValueId, name: string): string | undefined {
    const local = this.#local(name);
    const scope = local.slice(0, Math.max(local.lastIndexOf('/'), 0));
    const inner = scope.slice(scope.lastIndexOf('/') + 1);
    return this.#paths.get(value) ?? ([...this.#paths.values()].includes(inner) ? inner : undefined);
  }

  #local(name: string): string {
    return name.slice(this.#frame.prefix.length);
  }

  #isNeeded(statement: Statement): boolean {
    const { inference } = this.#program;
    if (statement.type === 'chain') return statement.nodes.some(({ id }) => inference.has(id));
    const within = (body: Body): boolean =>
      flatSteps(body).some((step) => (step.type === 'node' ? inference.has(step.node.id) : within(step.use.body)));
    return within(statement.use.body);
  }

  #keepOutputs(statement: Statement, inTraining: boolean): void {
    if (!('outputs' in this.#results)) return;
    const made = statement.type === 'chain' ? [statement.result] : statement.exports;
    for (const output of this.#results.outputs) if (made.includes(output.value)) this.#keep(output, inTraining);
  }

  #keep({ name, value, trainOnly }: Output, inTraining: boolean): void {
    const line = `outputs[${literal(name)}] = ${this.#variables.of(value)}`;
    if (!trainOnly || inTraining) this.#lines.push(`${this.#indent}${line}`);
    else this.#lines.push(`${this.#indent}if self.training:`, `${this.#indent}${INDENT}${line}`);
  }

  #assign(names: readonly string[], code: Code): void {
    const first = { line: this.#lines.length, ...(names.length === 1 && { code }) };
    for (const name of names.filter((one) => !this.#inputs.includes(one))) {
      if (!this.#first.has(name)) this.#first.set(name, first);
      if (!isTyped(flatten(code))) this.#untyped.add(name);
    }
    this.#write(wrap(`${names.join(', ')} = `, code));
  }

  #write(code: Code): void {
    this.#lines.push(layOut(code, this.#indent));
  }
}

/** True where type checkers know that a value is a tensor whatever it is made of. */
function isTyped(text: string): boolean {
  return /^(F|torch)\.|^avg_pool(1d_of_sequence|2d_of_image)\(/.test(text);
}

function pathsIn(body: Body): ReadonlyMap<ValueId, string> {
  const joins = flatSteps(body).flatMap((step) => (step.type === 'node' ? [step.node] : []));
  const pairs = joins.flatMap(({ inputs, paths }) =>
    (paths ?? []).map((path, index) => [inputs[index] ?? -1, path] as const),
  );
  return new Map(pairs);
}

/** True where a model gives a dictionary: it has several outputs, or one in training alone. */
export function givesDictionary(graph: Program['graph']): boolean {
  return graph.outputs.length > 1 || outputsIn(graph, 'inference').length !== 1;
}
