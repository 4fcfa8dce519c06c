import { derived, type Shape, written } from '../dimensions/dimension';
import type { Node } from '../graph/graph';
import type { Fields } from '../schema/field';
import { layerOf } from '../schema/kinds';
import type { Rule } from '../schema/layer';

/** Thrown by a shape rule that refuses, and caught here. */
class Refused extends Error {}

/** The output of a node if its attributes were these; undefined where its shape rule refuses them. Reports nothing. */
export function tryNode({ kind, name, site }: Node, attributes: object, inputs: readonly Shape[]): Shape | undefined {
  const rule: Rule<Fields> = {
    fail() {
      throw new Refused();
    },
    mismatch: () => undefined,
    given: (_attribute, value) => written(value, { name, span: site.span }),
    derive: (value, formula, operands) => derived(value, formula, operands, site),
  };
  try {
    return layerOf(kind).infer(inputs, attributes as never, rule).output;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
