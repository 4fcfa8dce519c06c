import type { Value } from '../../expression/ast';
import type { BlockUse, Body, Condition, Node, Step, ValueId } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import { scopesIn } from '../../graph/walk';
import { inputNames } from './channel-expressions';

/** What names in the expressions of a layer mean. */
export interface Meanings {
  readonly values: ReadonlyMap<string, Value>;
  readonly inputs: ReadonlyMap<string, ValueId>;
}

/** An item with a condition that holds, in one use of its block. */
export interface Conditional extends Meanings {
  readonly condition: Condition;
  readonly step: Step;
}

/** Items by their conditions: a use that leaves one out writes it as a use that has it. */
export type Conditionals = ReadonlyMap<string, readonly Conditional[]>;

/** So many uses of a block are tried. */
const TRIED = 16;

/** The same for a condition in all uses of its block. */
export function placeOfCondition({ span }: Condition): string {
  return `${span.source.file} ${span.start}`;
}

/** The items of a graph whose conditions hold, and the names around each layer. */
export function conditionalsIn(graph: TypedGraph): {
  readonly conditionals: Conditionals;
  readonly meanings: ReadonlyMap<Node, Meanings>;
} {
  const conditionals = new Map<string, Conditional[]>();
  const meanings = new Map<Node, Meanings>();
  visit(graph, graph.body, { values: new Map(), inputs: new Map() }, { conditionals, meanings });
  return { conditionals, meanings };
}

interface Found {
  readonly conditionals: Map<string, Conditional[]>;
  readonly meanings: Map<Node, Meanings>;
}

function visit(graph: TypedGraph, { steps, conditions }: Body, names: Meanings, found: Found): void {
  for (const condition of conditions) {
    const step = steps[condition.step];
    if (!condition.holds || !step) continue;
    const known = found.conditionals.get(placeOfCondition(condition)) ?? [];
    if (known.length < TRIED) known.push({ condition, step, ...names });
    found.conditionals.set(placeOfCondition(condition), known);
  }
  for (const step of steps) {
    if (step.type === 'node') found.meanings.set(step.node, names);
    else if (step.type === 'use') visit(graph, step.use.body, namesOf(graph, step.use), found);
    else if (step.type === 'repeat')
      for (const { body, values } of step.repeat.iterations)
        visit(graph, body, { ...names, values: new Map([...names.values, ...values]) }, found);
    else for (const { body } of scopesIn(step)) visit(graph, body, names, found);
  }
}

function namesOf(graph: TypedGraph, use: BlockUse): Meanings {
  const names = inputNames(graph, use);
  return {
    values: use.parameters,
    inputs: new Map(use.body.inputs.map((value, index) => [names[index] ?? '', value])),
  };
}
