import { derived, formOf, type Shape, written } from '../dimensions/dimension';
import type { Node } from '../graph/graph';
import type { AttributesOf, Fields } from '../schema/field';
import { layerOf } from '../schema/kinds';
import { type Inference, misfitOf, type Rule } from '../schema/layer';

/** Thrown by a shape rule that rejects its attributes, and caught here. */
class Refused extends Error {}

function refuse(): never {
  throw new Refused();
}

/** What the shape rule of a node says for these attributes; undefined if it rejects them. Reports nothing. */
export function tryNode(
  { kind, name, site }: Node,
  attributes: AttributesOf<Fields>,
  inputs: readonly Shape[],
): Inference | undefined {
  const rule: Rule<Fields> = {
    fail: refuse,
    failJoin: refuse,
    mismatch: () => undefined,
    given: (axis, _attribute, value) => written(axis, value, { name, span: site.span }),
    derive: (axis, value, formula, operands) => derived({ axis, value, formula, operands }, site),
  };
  const layer = layerOf(kind);
  if (misfitOf(layer, inputs.map(formOf)) !== undefined) return undefined;
  try {
    return layer.infer(inputs, attributes, rule);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
