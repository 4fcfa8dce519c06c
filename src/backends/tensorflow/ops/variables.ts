import type { GraphBuilder, Value } from '../graph-builder';
import { shape, text, type } from '../proto/attribute';

/** Numbers that persist in the session between runs. */
export interface Variable {
  readonly handle: Value;
  readonly key: string;
  readonly shape: readonly number[];
}

/** A graph's variables are identified by their keys. */
export function variable(g: GraphBuilder, key: string, sizes: readonly number[]): Variable {
  const attributes = {
    dtype: type('float32'),
    shape: shape(sizes),
    shared_name: text(key),
    container: text(''),
  };
  return { handle: g.add('VarHandleOp', [], attributes, { name: key, type: 'resource' }), key, shape: sizes };
}

export function readVariable(g: GraphBuilder, { handle }: Variable): Value {
  return g.add('ReadVariableOp', [handle], { dtype: type('float32') }, { type: 'float32' });
}

/** Returns what other operations must wait for, not a value; so does `subtractFrom`. */
export function assignVariable(g: GraphBuilder, { handle }: Variable, value: Value): Value {
  return g.add('AssignVariableOp', [handle, value], { dtype: type('float32') });
}

export function subtractFrom(g: GraphBuilder, { handle }: Variable, value: Value): Value {
  return g.add('AssignSubVariableOp', [handle, value], { dtype: type('float32') });
}
