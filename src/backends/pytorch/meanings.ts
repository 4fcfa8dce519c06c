import type { Body, Step, ValueId } from '../../graph/graph';
import { nodesIn, scopesIn } from '../../graph/walk';
import type { Program } from './frame';

// A value before an item that a condition leaves out stands for two: itself, and what comes after the item.

/** Whether something reads a value as it is before the left-out item at the step `since`, after that item. */
export function isRead({ readers, reached }: Program, body: Body, value: ValueId, since: number): boolean {
  if (namesValue(body, value, since)) return true;
  const own = new Set(nodesIn(body).map(({ id }) => id));
  const isReadOutside = (readers.get(value) ?? []).some((reader) => !own.has(reader));
  // What leaves a body is what comes after its last item, unless something reaches inside.
  return isReadOutside && (body.result !== value || body.inputs.includes(value) || reached.has(value));
}

/** Whether only one step reads a value as it is after the left-out item. */
export function isOnlyIn(
  { body, value, since }: { readonly body: Body; readonly value: ValueId; readonly since: number },
  index: number,
): boolean {
  if (body.result === value || body.named.has(index)) return false;
  return body.steps.every(
    (step, place) => place < since || place === index || body.named.has(place) || !takes(step, value),
  );
}

/** Whether a step takes a value, or something in it does. */
function takes(step: Step, value: ValueId): boolean {
  switch (step.type) {
    case 'node':
      return step.node.inputs.includes(value);
    case 'use':
      return step.use.body.inputs.includes(value);
    default:
      return scopesIn(step).some(
        ({ body }) => body.inputs.includes(value) || body.steps.some((inner) => takes(inner, value)),
      );
  }
}

/** Whether a step from `since` on, or one inside of it, takes a value by its name. */
export function namesValue({ steps, named }: Body, value: ValueId, since = 0): boolean {
  return steps.some((step, index) => {
    if (index < since) return false;
    if (named.has(index) && takes(step, value)) return true;
    return step.type !== 'node' && step.type !== 'use' && scopesIn(step).some(({ body }) => namesValue(body, value));
  });
}

/** All values inside of other items that some step takes by their names. */
export function reachedIn({ steps, reaching }: Body): ReadonlySet<ValueId> {
  const own = steps.flatMap((step, index) => (reaching.has(index) ? enteringOf(step) : []));
  const inner = steps.flatMap((step) => scopesIn(step).flatMap(({ body }) => [...reachedIn(body)]));
  return new Set([...own, ...inner]);
}

function enteringOf(step: Step): readonly ValueId[] {
  return step.type === 'node' ? step.node.inputs : (scopesIn(step)[0]?.body.inputs ?? []);
}
