import type { BlockUse, Body, Node, Step, ValueId } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';

/** A value by the name that `from` can use for it. */
export interface NamedValue {
  readonly name: string;
  readonly value: ValueId;
  /** The user wrote the name, to use it; an input has one anyway. */
  readonly named: boolean;
}

/** The values before a layer in its own list; for the list of the spec itself, also the inputs. */
export function valuesNear(graph: TypedGraph, node: Node): readonly NamedValue[] {
  const body = bodyWith(graph.body, node);
  if (!body) return [];
  const inputs = graph.inputs.map(({ name }, value) => ({ name, value, named: false }));
  const own = body.steps.flatMap(namedValue).filter(({ value }) => value < node.id);
  return [...(body === graph.body ? inputs : []), ...own];
}

/** The use of a block whose list has a node, and the list that has the use. */
export interface UseAround {
  readonly use: BlockUse;
  readonly around: Body;
}

export function useAround({ body }: TypedGraph, node: Node): UseAround | undefined {
  const waiting = [body];
  for (let around = waiting.pop(); around; around = waiting.pop()) {
    for (const step of around.steps) {
      if (step.type === 'use' && step.use.body.steps.some((one) => one.type === 'node' && one.node === node))
        return { use: step.use, around };
      waiting.push(...bodiesOf(step));
    }
  }
  return undefined;
}

/** The values before the use of a block in its list. */
export function valuesBeside(graph: TypedGraph, { use, around }: UseAround): readonly NamedValue[] {
  const before = around.steps.slice(
    0,
    around.steps.findIndex((step) => step.type === 'use' && step.use === use),
  );
  const inputs = graph.inputs.map(({ name }, value) => ({ name, value, named: false }));
  return [...(around === graph.body ? inputs : []), ...before.flatMap(namedValue)];
}

function bodyWith(body: Body, node: Node): Body | undefined {
  if (body.steps.some((step) => step.type === 'node' && step.node === node)) return body;
  for (const inner of body.steps.flatMap(bodiesOf)) {
    const found = bodyWith(inner, node);
    if (found) return found;
  }
  return undefined;
}

function bodiesOf(step: Step): readonly Body[] {
  switch (step.type) {
    case 'node':
      return [];
    case 'use':
      return [step.use.body];
    case 'side':
      return [step.side.body];
    case 'repeat':
      return step.repeat.iterations.map(({ body }) => body);
    case 'branch':
      return step.branch.paths.map(({ body }) => body);
  }
}

function namedValue(step: Step): readonly NamedValue[] {
  switch (step.type) {
    case 'node':
      return [{ name: step.node.localName, value: step.node.id, named: step.node.named }];
    case 'use':
      return [{ name: step.use.localName, value: step.use.body.result, named: true }];
    case 'side':
      return [{ name: step.side.localName, value: step.side.body.result, named: true }];
    case 'repeat':
      return step.repeat.iterations.length === 0
        ? []
        : [{ name: step.repeat.localName, value: step.repeat.iterations.at(-1)?.body.result ?? 0, named: true }];
    case 'branch':
      return [];
  }
}
