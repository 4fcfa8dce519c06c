import { formatValue } from '../../expression/evaluate';
import { type BlockUse, type Body, type Node, nodeOf, type Output, outputsIn, type ValueId } from '../../graph/graph';
import { flatSteps, nodesIn } from '../../graph/walk';
import { INDENT, LINE_WIDTH, layOut } from '../python/code';
import { python } from '../python/expression';
import { literal } from '../python/literal';
import { argumentOf } from '../source/attribute-texts';
import { type Code, flatten, join, reference, typeOf, usesOf, wrap } from '../source/code';
import { type Call, type Chain, planBody, type Statement } from '../source/plan-body';
import { ANY, TENSOR } from './calls';
import { addModule, channelsIn, type Frame, keepChannels, namesAt, type Program, whatIs } from './frame';
import { lower } from './lower';
import { Variables } from './variables';

/** The statements of `forward`, its input variables, and the names that it refers to. */
export interface RenderedBody {
  readonly inputs: readonly string[];
  readonly lines: readonly string[];
  readonly uses: ReadonlySet<string>;
}

/** The result of a `forward`: values in order, or the model's outputs by name. */
export type Results = { readonly values: readonly ValueId[] } | { readonly outputs: readonly Output[] };

/** What a `forward` computes. */
export interface Computation {
  readonly body: Body;
  /** Names for its inputs, where it has several. */
  readonly wishes: readonly (string | undefined)[];
  readonly results: Results;
}

/** Renders a `forward`. Afterwards the frame knows its modules and parameters. */
export function renderBody(program: Program, frame: Frame, computation: Computation): RenderedBody {
  return new Forward(program, frame, computation).render();
}

/** A line of `forward`. */
interface Line {
  readonly depth: number;
  /** Variables assigned by the code; none if the code is a statement of its own. */
  readonly names: readonly string[];
  readonly code: Code;
}

class Forward {
  readonly #program: Program;
  readonly #frame: Frame;
  readonly #statements: readonly Statement[];
  readonly #results: Results;
  readonly #variables: Variables;
  readonly #inputs: readonly string[];
  readonly #lines: Line[] = [];
  /** The name of the path that a value ends, among the branches in this body. */
  readonly #paths: ReadonlyMap<ValueId, string>;
  /** Variables assigned from something whose type is unknown to type checkers. */
  readonly #untyped = new Set<string>();
  /** Of these, the ones whose type is declared at their first assignment. */
  readonly #declared = new Set<string>();
  #depth = 2;

  constructor(program: Program, frame: Frame, { body, wishes, results }: Computation) {
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
    this.#run();
    const begun = new Set(this.#inputs);
    const lines = this.#lines.flatMap((line) => {
      const declared = line.names.filter((name) => !begun.has(name) && this.#declared.has(name));
      for (const name of line.names) begun.add(name);
      return textOf(line, declared);
    });
    const uses = new Set(this.#lines.flatMap(({ code }) => [...usesOf(code)]));
    return { inputs: this.#inputs, lines, uses };
  }

  #run(): void {
    if ('outputs' in this.#results) {
      this.#write('outputs: dict[str, Tensor] = {}');
      for (const output of this.#results.outputs)
        if (!nodeOf(this.#program.graph, output.value)) this.#keep(output, false);
    }
    let gated = false;
    for (const [index, statement] of this.#statements.entries()) {
      const inTraining = 'outputs' in this.#results && !this.#isNeeded(statement);
      this.#depth = 2;
      if (inTraining && !gated) this.#write('if self.training:');
      gated = inTraining;
      if (inTraining) this.#depth = 3;
      if (this.#returns(statement, index)) return;
      this.#statement(statement, index);
      this.#keepOutputs(statement, inTraining);
    }
    this.#depth = 2;
    this.#return(this.#resultCode());
  }

  #resultCode(): Code {
    if ('outputs' in this.#results) return 'outputs';
    return join(
      this.#results.values.map((value) => this.#variable(value)),
      ', ',
    );
  }

  /** The variable of a value, as code that reads it. */
  #variable(value: ValueId): Code {
    return reference(this.#variables.of(value));
  }

  /** Whether the last statement computes the only result, which can then be returned directly. */
  #returns(statement: Statement, index: number): boolean {
    if ('outputs' in this.#results || index < this.#statements.length - 1) return false;
    const [result, ...others] = this.#results.values;
    const made = statement.type === 'chain' ? [statement.result] : statement.exports;
    if (others.length > 0 || made.length !== 1 || made[0] !== result) return false;
    // For type checkers the result of a module has any type, so it is first assigned to a typed variable.
    if (statement.type === 'call') return false;
    const code = this.#chain(statement, index);
    const held = typeOf(code) === ANY;
    if (held) this.#assign([this.#variables.of(statement.result)], code);
    this.#return(held ? this.#variable(statement.result) : code);
    return true;
  }

  /** Returns a value that type checkers must know to be a tensor; its variables are annotated where they start. */
  #return(code: Code): void {
    if ('values' in this.#results && this.#results.values.length === 1 && typeOf(code) !== TENSOR) {
      const read = usesOf(code);
      for (const name of this.#untyped) if (read.has(name)) this.#declared.add(name);
    }
    this.#write(wrap('return ', code));
  }

  #statement(statement: Statement, index: number): void {
    if (statement.type === 'chain') {
      const code = this.#chain(statement, index);
      const variable = this.#variables.of(statement.result);
      if (flatten(code) !== variable) this.#assign([variable], code);
      return;
    }
    const code = this.#call(statement);
    const { use } = statement;
    const names = statement.exports.map((value) => {
      const isResult = value === use.body.result;
      const wish =
        this.#wishFor(value, use) ??
        (isResult ? undefined : this.#local(nodeOf(this.#program.graph, value)?.name ?? ''));
      const named = isResult && !use.localName.startsWith(use.block);
      return this.#variables.assign(value, index, { wish, fallback: this.#local(use.name), named });
    });
    this.#assign(names, code);
  }

  /** Statements of a chain except the last expression; the value of the chain is then in its variable. */
  #chain({ inputs, nodes, result }: Chain, index: number): Code {
    let operands = inputs.map((value) => this.#variable(value));
    const named = nodes.findLast((node) => node.named) ?? nodes.at(-1);
    let pending: Code | undefined;
    let variable: string | undefined;
    const name = () => {
      variable ??= this.#variables.assign(result, index, {
        wish: this.#wishFor(result, named),
        fallback: this.#local(named?.name ?? ''),
        named: named?.named === true,
      });
      return variable;
    };
    for (const node of nodes) {
      const code = lower(this.#program, this.#frame, node);
      let self = '';
      if (code.module) {
        const what = whatIs(this.#program.graph, node);
        const module = { code: code.module, what, nodes: [node], name: this.#local(node.name) };
        const { attribute, isNew } = addModule(this.#program, this.#frame, module);
        self = `self.${attribute}`;
        if (isNew) this.#frame.layers.push({ node, code, path: attribute });
      }
      if (pending !== undefined) {
        const around = code.wraps ? code.expression([pending], self) : undefined;
        if (around && this.#depth * INDENT.length + `${name()} = ${flatten(around)}`.length <= LINE_WIDTH) {
          pending = around;
          continue;
        }
        if (flatten(pending) !== name()) this.#assign([name()], pending);
        operands = [reference(name())];
      }
      pending = code.expression(operands, self);
    }
    const last = pending ?? '';
    // A layer that does not change its value needs no variable.
    if (variable === undefined && operands.length === 1 && last === operands[0])
      this.#variables.alias(result, flatten(last));
    else name();
    return last;
  }

  #call(call: Call): Code {
    const { use } = call;
    const { inputs } = use.body;
    const { graph } = this.#program;
    const channels = inputs.map((value) => channelsIn(graph, this.#frame, value));
    const used = this.#program.classOf(call);
    const names = namesAt(graph, this.#frame, inputs);
    const given = used.parameters.flatMap((parameter) => {
      const code = argumentOf(python, use, parameter.name, names);
      return code === undefined || flatten(code) === parameter.standard ? [] : [wrap(`${parameter.identifier}=`, code)];
    });
    const items = [...used.channels.flatMap((index) => channels[index] ?? []), ...given];
    const code: Code = { open: `${used.name}(`, items, close: ')' };
    const what = `${used.name} ${[...use.parameters].map(([key, value]) => `${key}: ${formatValue(value)}`)}`;
    const module = { code, what, nodes: used.layers.map(({ node }) => node), name: this.#local(use.name) };
    const { attribute, isNew } = addModule(this.#program, this.#frame, module);
    for (const [place, value] of call.exports.entries())
      keepChannels(graph, this.#frame, { use, value, given: used.gives[place] });
    if (isNew)
      for (const layer of used.layers) this.#frame.layers.push({ ...layer, path: `${attribute}.${layer.path}` });
    return { open: `self.${attribute}(`, items: inputs.map((value) => this.#variable(value)), close: ')' };
  }

  /** The path that a value ends, or is in, within this class. */
  #wishFor(value: ValueId, item: Node | BlockUse | undefined): string | undefined {
    const scope = item && this.#program.scopes.get(item);
    const inner = scope && `${scope.name}/` !== this.#frame.prefix ? scope.localName : '';
    return this.#paths.get(value) ?? ([...this.#paths.values()].includes(inner) ? inner : undefined);
  }

  #local(name: string): string {
    return name.slice(this.#frame.prefix.length);
  }

  #isNeeded(statement: Statement): boolean {
    const nodes = statement.type === 'chain' ? statement.nodes : nodesIn(statement.use.body);
    return nodes.some(({ id }) => this.#program.inference.has(id));
  }

  #keepOutputs(statement: Statement, inTraining: boolean): void {
    if (!('outputs' in this.#results)) return;
    const made = statement.type === 'chain' ? [statement.result] : statement.exports;
    for (const output of this.#results.outputs) if (made.includes(output.value)) this.#keep(output, inTraining);
  }

  #keep({ name, value, trainOnly }: Output, inTraining: boolean): void {
    const gate = trainOnly && !inTraining;
    if (gate) this.#write('if self.training:');
    const depth = this.#depth + (gate ? 1 : 0);
    this.#lines.push({ depth, names: [`outputs[${literal(name)}]`], code: this.#variable(value) });
  }

  #assign(names: readonly string[], code: Code): void {
    if (typeOf(code) !== TENSOR) for (const name of names) if (!this.#inputs.includes(name)) this.#untyped.add(name);
    this.#lines.push({ depth: this.#depth, names, code });
  }

  #write(code: Code): void {
    this.#lines.push({ depth: this.#depth, names: [], code });
  }
}

/** A line as Python; the variables that are `declared` tensors start here. */
function textOf({ depth, names, code }: Line, declared: readonly string[]): string[] {
  const indent = INDENT.repeat(depth);
  if (names.length === 0) return [layOut(code, indent)];
  const single = names.length === 1;
  const before = single ? [] : declared.map((name) => `${indent}${name}: ${TENSOR}`);
  const annotation = single && declared.length > 0 ? `: ${TENSOR}` : '';
  return [...before, layOut(wrap(`${names.join(', ')}${annotation} = `, code), indent)];
}

function pathsIn(body: Body): ReadonlyMap<ValueId, string> {
  const joins = flatSteps(body).flatMap((step) => (step.type === 'node' ? [step.node] : []));
  return new Map(joins.flatMap(({ inputs, paths = [] }) => paths.map((path, index) => [inputs[index] ?? -1, path])));
}

/** True if a model returns a dictionary: it has several outputs, or one in training only. */
export function givesDictionary(graph: Program['graph']): boolean {
  return graph.outputs.length > 1 || outputsIn(graph, 'inference').length !== 1;
}
