import type { Body, ValueId } from '../../graph/graph';
import { type Code, flatten, layOut, usesOf, wrap } from '../source/code';
import type { Call, Chain, Statement } from '../source/plan-body';
import { type Frame, LINE_WIDTH, localPrefix, type Program } from './frame';
import { planFunction } from './plan';
import { conditionCode, renderConditionals } from './render-conditional';
import { shapeText } from './render-layer';
import { renderLoop, turnCode } from './render-loop';
import { callCode, chainCode, type RenderedBody, valueText } from './statement-code';
import type { Conditional, Plan, Planned } from './statements';
import { wishForChain, wishForConditional, wishForExport } from './wishes';

const INDENT = '  ';

/** Renders a body. Afterwards `frame.values` contains its results, except one that is `returned`. */
export function renderBody(program: Program, frame: Frame, body: Body, results: readonly ValueId[]): RenderedBody {
  const plan = planFunction(program, frame, body, {
    results,
    codeOf: (repeat, iteration) => turnCode(program, frame, repeat, iteration, renderBody),
  });
  const rendered = new Statements(program, frame, plan).render();
  for (const [index, value] of results.entries()) {
    const text = frame.values.get(plan.results[index] ?? value);
    if (text !== undefined) frame.values.set(value, text);
  }
  return rendered;
}

class Statements {
  readonly #program: Program;
  readonly #frame: Frame;
  readonly #plan: Plan;
  readonly #lines: string[] = [];
  readonly #uses = new Set<string>();
  /** Variables that can be assigned anew. */
  readonly #variables = new Set<string>();

  constructor(program: Program, frame: Frame, plan: Plan) {
    this.#program = program;
    this.#frame = frame;
    this.#plan = plan;
  }

  render(): RenderedBody {
    const { statements } = this.#plan;
    for (let index = 0; index < statements.length; index++) {
      const statement = statements[index] as Planned;
      if (statement.type === 'loop') {
        this.#add(renderLoop(this.#program, this.#frame, statement, renderBody));
      } else if (statement.type === 'conditional') {
        const group = this.#underOneCondition(statement, index);
        this.#conditionals(group);
        index += group.length - 1;
      } else {
        const returned = this.#statement(statement, index === statements.length - 1);
        if (returned !== undefined) return { lines: this.#lines, returned, uses: this.#uses };
      }
    }
    return { lines: this.#lines, returned: undefined, uses: this.#uses };
  }

  /** Writes a statement, or gives its code if the function can return it. */
  #statement(statement: Statement, isEnd: boolean): Code | undefined {
    const { results, reassigned } = this.#plan;
    const code = statement.type === 'chain' ? this.#chain(statement) : this.#call(statement);
    if (code === undefined) return undefined;
    for (const declaration of this.#program.sharing.declared.splice(0)) {
      this.#add({ lines: [layOut(declaration, LINE_WIDTH, INDENT)], uses: usesOf(declaration) });
    }
    const made = statement.type === 'chain' ? [statement.result] : statement.exports;
    const [result, ...others] = made;
    if (
      isEnd &&
      localPrefix(this.#frame) !== '' &&
      results.length === 1 &&
      result === results[0] &&
      others.length === 0
    ) {
      this.#add({ lines: [], uses: usesOf(code) });
      return code;
    }
    const changes = result !== undefined && others.length === 0 && reassigned.has(result);
    const pattern = this.#declare(statement);
    if (changes) this.#variables.add(pattern);
    const text = layOut(wrap(`${changes ? 'let' : 'const'} ${pattern} = `, code, ';'), LINE_WIDTH, INDENT);
    this.#add({ lines: [`${text}${this.#shapeOfCall(statement)}`], uses: usesOf(code) });
    return undefined;
  }

  /** Undefined if the chain passes its input on unchanged. */
  #chain({ inputs, nodes, result }: Chain): Code | undefined {
    const texts = inputs.map((input) => valueText(this.#frame, input));
    const code = chainCode(this.#program, this.#frame, nodes, texts);
    if (code === undefined) this.#frame.values.set(result, texts[0] ?? '');
    return code;
  }

  /** Undefined if the block passes an input on unchanged. */
  #call(call: Call): Code | undefined {
    const texts = (call.reads ?? call.use.body.inputs).map((input) => valueText(this.#frame, input));
    const { givesBack } = this.#program.functionOf(call);
    if (givesBack !== undefined)
      for (const value of call.exports) this.#frame.values.set(value, texts[givesBack] ?? '');
    return callCode(this.#program, this.#frame, call, texts);
  }

  /** The items from a statement on that can be under the same `if`: each takes the value of the one before. */
  #underOneCondition(first: Conditional, index: number): Conditional[] {
    const group = [first];
    const condition = this.#condition(first);
    for (const next of this.#plan.statements.slice(index + 1)) {
      const { result } = group.at(-1) as Conditional;
      if (next.type !== 'conditional' || next.before !== result || !this.#plan.reassigned.has(result)) break;
      if (this.#condition(next) !== condition) break;
      group.push(next);
    }
    return group;
  }

  #condition(conditional: Conditional): string {
    return flatten(conditionCode(this.#program, this.#frame, conditional) ?? '');
  }

  /** Items under a condition, which change the variable of the value before them or get one of their own. */
  #conditionals(group: readonly Conditional[]): void {
    const [first] = group;
    if (!first) return;
    const before = valueText(this.#frame, first.before);
    let variable = before;
    if (!this.#plan.reassigned.has(first.before) || !this.#variables.has(before)) {
      const last = group.at(-1) as Conditional;
      variable = this.#frame.names.mint(this.#plan.paths.get(last.result) ?? wishForConditional(last));
      this.#lines.push(`${INDENT}let ${variable} = ${before};`);
      this.#variables.add(variable);
    }
    this.#add(renderConditionals(this.#program, this.#frame, group, variable));
  }

  #add({ lines, uses }: Pick<RenderedBody, 'lines' | 'uses'>): void {
    this.#lines.push(...lines);
    for (const name of uses) this.#uses.add(name);
  }

  /** A comment with the output shape after a call of a block's function; layers have their own. */
  #shapeOfCall(statement: Statement): string {
    const [value, ...others] = statement.type === 'call' ? statement.exports : [];
    if (value === undefined || others.length > 0 || localPrefix(this.#frame) !== '') return '';
    return ` // ${shapeText(this.#program.graph, value)}`;
  }

  /** Declares the results of a statement: one value, or several destructured from an object. */
  #declare(statement: Statement): string {
    const mint = (value: ValueId, wish: string): string => {
      const identifier = this.#frame.names.mint(this.#plan.paths.get(value) ?? wish);
      this.#frame.values.set(value, identifier);
      return identifier;
    };
    if (statement.type === 'chain') return mint(statement.result, wishForChain(this.#program, this.#frame, statement));
    const { keys } = this.#program.functionOf(statement);
    const identifiers = statement.exports.map((value, index) => {
      const key = keys?.[index] ?? 'output';
      return mint(value, wishForExport(this.#program, this.#frame, statement, { value, key }));
    });
    if (!keys) return identifiers.join('');
    const pairs = identifiers.map((identifier, index) => {
      return identifier === keys[index] ? identifier : `${keys[index]}: ${identifier}`;
    });
    return `{ ${pairs.join(', ')} }`;
  }
}
