import { type Attribute, shape, tensor, type } from './proto/attribute';
import type { DataType } from './proto/data-type';
import type { NodeDef, TensorInfo } from './proto/saved-model';

/** A value of the graph being built. */
export interface Value {
  /** `node`, or `node:1` for a later output. */
  readonly name: string;
  readonly type: DataType;
}

export type Attributes = Readonly<Record<string, Attribute>>;

/** The numbers of a constant, by type. */
const arrays = { float32: Float32Array, int32: Int32Array, uint64: BigUint64Array, uint32: Uint32Array } as const;
type ConstantType = keyof typeof arrays;

/** Longer constants are not shared, since comparing them would cost more than it saves. */
const LONGEST_SHARED = 16;

/** Collects operations. Names are made unique; equal short constants are shared. */
export class GraphBuilder {
  readonly nodes: NodeDef[] = [];
  readonly #taken = new Set<string>();
  readonly #numbers = new Map<string, number>();
  readonly #constants = new Map<string, Value>();
  readonly #shapes = new Map<string, Value>();

  /** Adds an operation and returns its first output, by default with the type of its first input. */
  add(operation: string, inputs: readonly Value[], attributes: Attributes, options: AddOptions = {}): Value {
    const { after = [] } = options;
    const name = this.#uniqueName(options.name ?? operation);
    const given = inputs.map((input) => input.name);
    this.nodes.push({ name, operation, inputs: [...given, ...new Set(after.map(controlOf))], attributes });
    return { name, type: options.type ?? inputs[0]?.type ?? 'float32' };
  }

  /** Another output of an operation, from its first. */
  output({ name, type: own }: Value, index: number, kind: DataType = own): Value {
    return { name: `${name}:${index}`, type: kind };
  }

  /** A value that is fed in each run; -1 is a size that can differ. */
  placeholder(name: string, kind: DataType, sizes: readonly number[] | undefined): Value {
    return this.add('Placeholder', [], { dtype: type(kind), shape: shape(sizes) }, { name, type: kind });
  }

  /** Constant numbers, in row-major order. */
  constant(kind: ConstantType, sizes: readonly number[], values: ArrayLike<number> | ArrayLike<bigint>): Value {
    const key =
      values.length > LONGEST_SHARED ? undefined : `${kind} ${sizes} ${Array.from(values as ArrayLike<number>)}`;
    const known = key === undefined ? undefined : this.#constants.get(key);
    if (known) return known;
    const array =
      kind === 'uint64'
        ? BigUint64Array.from(values as ArrayLike<bigint>)
        : arrays[kind].from(values as ArrayLike<number>);
    const content = new Uint8Array(array.buffer);
    const made = this.add('Const', [], { dtype: type(kind), value: tensor(kind, sizes, content) }, { type: kind });
    if (key !== undefined) this.#constants.set(key, made);
    return made;
  }

  /** A single number. */
  scalar(value: number, kind: 'float32' | 'int32' = 'float32'): Value {
    return this.constant(kind, [], [value]);
  }

  /** A list of integers, such as axes or a shape. */
  list(values: readonly number[]): Value {
    return this.constant('int32', [values.length], values);
  }

  /** The shape of a value at run time, including the batch. */
  shapeOf(value: Value): Value {
    const known = this.#shapes.get(value.name);
    if (known) return known;
    const made = this.add('Shape', [value], { T: type(value.type), out_type: type('int32') }, { type: 'int32' });
    this.#shapes.set(value.name, made);
    return made;
  }

  #uniqueName(wanted: string): string {
    const count = this.#numbers.get(wanted) ?? 0;
    this.#numbers.set(wanted, count + 1);
    const name = count === 0 ? wanted : `${wanted}_${count}`;
    if (this.#taken.has(name)) return this.#uniqueName(wanted);
    this.#taken.add(name);
    return name;
  }
}

export interface AddOptions {
  readonly name?: string;
  readonly type?: DataType;
  /** Operations that must run first, although nothing of them is read. */
  readonly after?: readonly Value[];
}

function controlOf({ name }: Value): string {
  return `^${nodeName(name)}`;
}

/** The operation that produces a value. */
export function nodeName(value: string): string {
  return value.replace(/^\^|:\d+$/g, '');
}

/** A value in a signature. */
export function infoOf({ name, type: kind }: Value, sizes: readonly number[] | undefined): TensorInfo {
  return { name: name.includes(':') ? name : `${name}:0`, type: kind, shape: sizes };
}
