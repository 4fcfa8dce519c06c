import { nodeOf, type Output } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import { literal } from '../python/literal';
import { type Code, reference } from '../source/code';
import type { ForwardLines } from './forward-line';
import { madeBy, type Planned, type Results } from './plan';
import type { Variables } from './variables';

/** The outputs of a model that gives a dictionary: `outputs["main"] = x`. */
export class OutputDictionary {
  readonly #results: Extract<Results, { readonly outputs: unknown }>;
  readonly #variables: Variables;
  readonly #lines: ForwardLines;

  constructor(results: Extract<Results, { readonly outputs: unknown }>, variables: Variables, lines: ForwardLines) {
    this.#results = results;
    this.#variables = variables;
    this.#lines = lines;
  }

  /** Before all statements: the dictionary, with those that are inputs. */
  begin(graph: TypedGraph): void {
    this.#lines.write('outputs: dict[str, Tensor] = {}');
    for (const output of this.#results.outputs) if (!nodeOf(graph, output.value)) this.#keep(output, false);
  }

  /** After a statement: those that it makes. */
  keep(statement: Planned, inTraining: boolean): void {
    const made = madeBy(statement);
    for (const output of this.#results.outputs) if (made.includes(output.value)) this.#keep(output, inTraining);
  }

  /** After all statements, of which the last may be one for training: what the model gives. */
  end(inTraining: boolean): Code {
    const { single } = this.#results;
    if (!single) return 'outputs';
    if (!inTraining) this.#lines.write('if self.training:');
    this.#lines.write('return outputs', this.#lines.depth + 1);
    return reference(this.#variables.of(single.value));
  }

  #keep({ name, value, trainOnly }: Output, inTraining: boolean): void {
    const gate = trainOnly && !inTraining;
    const target = `outputs[${literal(name)}]`;
    // What is only an output needs no variable.
    const isOnly = !this.#variables.isRead(value) && this.#results.single?.value !== value;
    const variable = this.#variables.of(value);
    if (!gate && isOnly && this.#lines.rewriteLast(variable, (line) => ({ ...line, names: [target] }))) {
      this.#variables.alias(value, target);
      return;
    }
    if (gate) this.#lines.write('if self.training:');
    const depth = this.#lines.depth + (gate ? 1 : 0);
    this.#lines.push({ depth, names: [target], code: reference(variable) });
  }
}
