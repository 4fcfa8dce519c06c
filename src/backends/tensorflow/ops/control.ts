import type { GraphBuilder, Value } from '../graph-builder';
import { int, type } from '../proto/attribute';

/** A value unchanged, after others have run. */
export function identity(g: GraphBuilder, x: Value, after: readonly Value[] = []): Value {
  return g.add('Identity', [x], { T: type(x.type) }, { after });
}

/** The same numbers in separate memory. */
export function deepCopy(g: GraphBuilder, x: Value): Value {
  return g.add('DeepCopy', [x], { T: type(x.type) });
}

/** A value on the branch that a condition opens: what reads it runs only on that branch. */
export function passWhere(g: GraphBuilder, x: Value, condition: Value): { readonly yes: Value; readonly no: Value } {
  const no = g.add('Switch', [x, condition], { T: type(x.type) });
  return { yes: g.output(no, 1), no };
}

/** The value of whichever branch was open. */
export function either(g: GraphBuilder, yes: Value, no: Value): Value {
  return g.add('Merge', [no, yes], { T: type(yes.type), N: int(2) });
}

export function finiteness(g: GraphBuilder, x: Value): Value {
  return g.add('IsFinite', [x], { T: type(x.type) }, { type: 'bool' });
}

/** Values of one shape, stacked along a new first axis. */
export function pack(g: GraphBuilder, values: readonly Value[]): Value {
  const [first] = values;
  if (!first) throw new Error('nothing was to be packed');
  return g.add('Pack', values, { N: int(values.length), T: type(first.type), axis: int(0) });
}

/** The elements of a list. */
export function unpack(g: GraphBuilder, list: Value, count: number): Value[] {
  const first = g.add('Unpack', [list], { num: int(count), T: type(list.type), axis: int(0) });
  return Array.from({ length: count }, (_, index) => (index === 0 ? first : g.output(first, index)));
}
