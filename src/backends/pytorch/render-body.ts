import type { Expression } from '../../expression/ast';
import { type Decision, nodeOf, type ValueId } from '../../graph/graph';
import { INDENT, LINE_WIDTH } from '../python/code';
import { type Code, flatten, join, reference, wrap } from '../source/code';
import type { Call, Chain } from '../source/plan-body';
import { decisionOf, fixDecisions } from './dependencies';
import { Extents } from './extents';
import { ForwardLines, type RenderedBody } from './forward-line';
import { addModule, type Frame, type Program, whatIs } from './frame';
import { addGroup, addUse, optionalCode } from './groups';
import { ItemNames } from './item-names';
import { lower } from './lower';
import { OutputDictionary } from './outputs';
import {
  type Computation,
  type Group,
  isNeeded,
  madeBy,
  type Optional,
  type Planned,
  planClass,
  type Results,
  type Shares,
} from './plan';
import { type CollectedLists, itemOf, listFor, listOf, renderLoop } from './render-loop';
import { sharesCode } from './shares';
import { Variables } from './variables';

/** Renders a `forward`. Afterwards the frame knows its modules and parameters. */
export function renderBody(program: Program, frame: Frame, computation: Computation): RenderedBody {
  return new Forward(program, frame, computation).render();
}

class Forward {
  readonly #program: Program;
  readonly #frame: Frame;
  readonly #statements: readonly Planned[];
  readonly #decisions: readonly Decision[];
  readonly #results: Results;
  readonly #variables: Variables;
  readonly #inputs: readonly string[];
  readonly #lines: ForwardLines;
  readonly #names: ItemNames;
  readonly #lists: CollectedLists = new Map();
  readonly #extents: Extents;
  readonly #dictionary: OutputDictionary | undefined;
  readonly #entered: ReadonlyMap<ValueId, string>;

  constructor(program: Program, frame: Frame, { body, inputs, results }: Computation) {
    this.#program = program;
    this.#frame = frame;
    this.#results = results;
    this.#names = new ItemNames(program, frame.prefix, { body, results });
    const values = 'values' in results ? results.values : results.outputs.map(({ value }) => value);
    const { statements, decisions } = planClass(program, body, values);
    this.#statements = statements;
    this.#decisions = decisions;
    this.#variables = new Variables(this.#statements, values);
    const names = [...inputs.keys()];
    this.#inputs = body.inputs.map((value, index) =>
      this.#variables.enter(value, names.length === 1 ? undefined : names[index]),
    );
    this.#entered = new Map(body.inputs.map((value, index) => [value, this.#inputs[index] ?? '']));
    this.#extents = new Extents(program.graph, inputs, (wish) => this.#variables.mint(wish));
    this.#lines = new ForwardLines(this.#inputs);
    this.#dictionary = 'outputs' in results ? new OutputDictionary(results, this.#variables, this.#lines) : undefined;
  }

  render(): RenderedBody {
    this.#run();
    fixDecisions(this.#program.graph, this.#frame, this.#decisions);
    return this.#lines.rendered(this.#extents.lines((value) => this.#entered.get(value) ?? ''));
  }

  #run(): void {
    this.#dictionary?.begin(this.#program.graph);
    let gated = false;
    for (const [index, statement] of this.#statements.entries()) {
      const inTraining = this.#dictionary !== undefined && !isNeeded(this.#program, statement);
      this.#lines.depth = 2;
      if (inTraining && !gated) this.#lines.write('if self.training:');
      gated = inTraining;
      if (inTraining) this.#lines.depth = 3;
      this.#statement(statement, index);
      if (statement.type !== 'loop') this.#collect(madeBy(statement));
      this.#dictionary?.keep(statement, inTraining);
    }
    this.#lines.depth = 2;
    this.#return(this.#dictionary?.end(gated) ?? this.#resultCode());
  }

  #resultCode(): Code {
    const values = 'values' in this.#results ? this.#results.values : [];
    return join(
      values.map((value) => this.#variable(value)),
      ', ',
    );
  }

  /** The variable of a value, as code that reads it. */
  #variable(value: ValueId): Code {
    return reference(this.#variables.of(value));
  }

  /** Returns the result: what the last line makes needs no variable. */
  #return(result: Code): void {
    const isDone =
      !this.#dictionary &&
      this.#lines.rewriteLast(flatten(result), ({ depth, code }) => ({
        depth,
        names: [],
        code: wrap('return ', code),
      }));
    if (!isDone) this.#lines.write(wrap('return ', result));
  }

  #statement(statement: Planned, index: number): void {
    switch (statement.type) {
      case 'chain': {
        const code = this.#chain(statement, index);
        const variable = this.#variables.of(statement.result);
        if (flatten(code) !== variable) this.#lines.assign([variable], code);
        return;
      }
      case 'call':
        this.#callStatement(statement, index);
        return;
      case 'group':
        this.#group(statement, index);
        return;
      case 'shares':
        this.#shares(statement, index);
        return;
      case 'optional':
        this.#optional(statement, index);
        return;
      case 'loop': {
        const around = {
          variables: this.#variables,
          names: this.#names,
          lists: this.#lists,
          index,
          depth: this.#lines.depth,
        };
        for (const line of renderLoop(this.#program, this.#frame, statement, around)) this.#lines.push(line);
      }
    }
  }

  /** `main = self.main(x)` */
  #group(group: Group, index: number): void {
    const { name, inputs, result, parts, isPath } = group;
    const [input] = inputs;
    const read = this.#variable(input);
    const attribute = addGroup(this.#program, this.#frame, group);
    if (attribute === undefined) {
      this.#variables.alias(result, flatten(read));
      return;
    }
    const wish = isPath ? name : this.#names.path(result, nodeOf(this.#program.graph, result));
    // What conditions may leave out is written over the value before it.
    const passes = !isPath && parts.every(({ type }) => type === 'condition');
    const isOver = result === input || (passes && !this.#variables.isReadAfter(input, index));
    const variable = isOver
      ? this.#variables.of(input)
      : this.#variables.assign(result, index, { wish, fallback: name, named: false });
    if (isOver) this.#variables.alias(result, variable);
    this.#lines.assign([variable], { open: `self.${attribute}(`, items: [read], close: ')' });
  }

  /** `keep, work = x.chunk(2, dim=1)` */
  #shares(shares: Shares, index: number): void {
    const code = sharesCode(this.#program, this.#frame, shares, this.#variable(shares.inputs[0]));
    const names = shares.nodes.map((node) => {
      const wish = this.#program.scopes.get(node)?.localName ?? node.localName;
      return this.#variables.assign(node.id, index, { wish, fallback: wish, named: false });
    });
    this.#lines.assign(names, code);
  }

  /** A join under a condition: without it, the value before goes on. */
  #optional(optional: Optional, index: number): void {
    const { node, inputs } = optional;
    const { before } = optional.condition;
    const known = [before, ...inputs].every((value) => this.#variables.has(value));
    const isFree = optional.isLast && (node === undefined || !this.#variables.isReadAfter(before, index));
    const written = known && isFree ? optionalCode(this.#program, this.#frame, optional) : undefined;
    if (!written) {
      fixDecisions(this.#program.graph, this.#frame, [decisionOf(optional.condition)]);
      if (node) this.#statement({ type: 'chain', inputs, nodes: [node], result: node.id }, index);
      return;
    }
    const variable = this.#variables.of(before);
    this.#lines.write(`if self.${written.attribute}:`);
    this.#lines.depth++;
    this.#lines.assign([variable], written.join(inputs.map((value) => this.#variable(value))));
    this.#lines.depth--;
    if (node) this.#variables.alias(node.id, variable);
  }

  #callStatement(statement: Call, index: number): void {
    const { use } = statement;
    const attribute = addUse(this.#program, this.#frame, statement, this.#names.local(use));
    const items = use.body.inputs.map((value) => this.#variable(value));
    const names = statement.exports.map((value) => {
      const isResult = value === use.body.result;
      const wish = this.#names.path(value, use) ?? (isResult ? undefined : this.#names.exported(value));
      const named = isResult && !use.localName.startsWith(use.block);
      return this.#variables.assign(value, index, { wish, fallback: this.#names.local(use), named });
    });
    this.#lines.assign(names, { open: `self.${attribute}(`, items, close: ')' });
  }

  /** Statements of a chain except the last expression; the value of the chain is then in its variable. */
  #chain({ inputs, nodes, result }: Chain, index: number): Code {
    let operands = inputs.map((value) => this.#variable(value));
    const named = nodes.findLast((node) => node.named) ?? nodes.at(-1);
    let pending: Code | undefined;
    let variable: string | undefined;
    const name = () => {
      variable ??= this.#variables.assign(result, index, {
        wish: this.#names.path(result, named),
        fallback: named ? this.#names.local(named) : '',
        named: named?.named === true,
      });
      return variable;
    };
    for (const [place, node] of nodes.entries()) {
      const reads = place === 0 ? inputs : node.inputs;
      const variable = (): Code => (pending === undefined ? (operands[0] ?? '') : reference(name()));
      const taken = { value: node.inputs[0] ?? -1, variable };
      const parametersIn = (expression: Expression) => this.#extents.parametersIn(expression, taken);
      const code = lower(this.#program, this.#frame, node, 'forward', { reads, parametersIn });
      let self = '';
      if (code.module) {
        const what = whatIs(this.#program.graph, node);
        const module = { code: code.module, what, nodes: [node], name: this.#names.local(node) };
        const { attribute, isNew } = addModule(this.#program, this.#frame, module);
        self = `self.${attribute}`;
        if (isNew) this.#frame.layers.push({ node, code, path: attribute });
      }
      if (pending !== undefined) {
        const around = code.wraps ? code.expression([pending], self) : undefined;
        if (around && this.#lines.depth * INDENT.length + `${name()} = ${flatten(around)}`.length <= LINE_WIDTH) {
          pending = around;
          continue;
        }
        if (flatten(pending) !== name()) this.#lines.assign([name()], pending);
        operands = [reference(name())];
      }
      const list = code.listed && place === 0 ? listOf(this.#lists, inputs) : undefined;
      pending = (list && code.listed?.(list)) ?? code.expression(operands, self);
    }
    const last = pending ?? '';
    // A layer that does not change its value needs no variable.
    if (variable === undefined && operands.length === 1 && last === operands[0])
      this.#variables.alias(result, flatten(last));
    else name();
    return last;
  }

  /** Adds what an iteration after a loop gives to the list that the loop fills. */
  #collect(made: readonly ValueId[]): void {
    const [value = -1, ...others] = made;
    const list = listFor(this.#lists, value);
    if (!list || others.length > 0) return;
    const isDone = this.#lines.rewriteLast(this.#variables.of(value), ({ code, ...line }) => ({
      ...line,
      names: [],
      code: wrap(`${list.name}.append(`, code, ')'),
    }));
    if (isDone) this.#variables.alias(value, itemOf(list.name, list.place));
  }
}
