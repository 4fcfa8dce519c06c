import type { Attributes, Kind } from '../../schema/kinds';
import type { WeightSpec } from '../../schema/layer';
import type { PartName } from './parts';
import { type Code, call, flatten, wrap } from './python/layout';
import type { Size } from './size';

/** An expression over values: images are channels first, all else as modelc has it. */
export interface Value {
  readonly code: Code;
  /** True where it needs no brackets as the operand of whatever. */
  readonly tight: boolean;
  /** True where type checkers know that it is a tensor: calls of modules give them anything. */
  readonly typed: boolean;
  /** Calls within calls. */
  readonly depth: number;
}

/** A layer with weights or a state of its own: an attribute of the class. */
export interface Member {
  /** After the name of the node, such as `depthwise`; empty where the node is one module. */
  readonly suffix: string;
  /** What makes it. */
  readonly code: Code;
  /** Statements after it, over `self.name`. */
  readonly after?: (self: string) => readonly string[];
}

/** Where PyTorch keeps a weight, and how: seen as `view`, with its axes in the order `axes`, in the end of shape `shape`. */
export interface Placement {
  /** The member that holds it, by its place. */
  readonly member: number;
  /** Of a module: `weight`; empty where the member is the parameter itself. */
  readonly attribute: string;
  readonly view: readonly number[];
  readonly axes: readonly number[];
  readonly shape: readonly number[];
  /** How PyTorch's own count of connections sees it, for initializers; `none` where that would not be modelc's. */
  readonly fans?: 'plain' | 'swapped' | 'none';
}

/** What becomes of a node. */
export interface Lowered {
  readonly members?: readonly Member[];
  /** By the names of modelc. */
  readonly weights?: Readonly<Record<string, Placement>>;
  /** The value, out of those of the inputs and of `self.name` of each member; none where it is the input as it is. */
  readonly forward?: (inputs: readonly Value[], members: readonly string[]) => Value;
  /** Channels (or features) of the output, where they are not those of the first input. */
  readonly size?: Size;
  /** True where a person would begin a new statement. */
  readonly starts?: boolean;
}

type Pair = readonly [number, number];

/** What a row of the table knows about its node. */
export interface Lowering<K extends Kind> {
  readonly attributes: Attributes<K>;
  /** Shapes of the inputs and of the output, without the batch, channels last. */
  readonly inputs: readonly (readonly number[])[];
  readonly output: readonly number[];
  readonly weights: Readonly<Record<string, WeightSpec>>;
  /** Channels (or features) of the first input, and of all. */
  readonly size: Size;
  readonly sizes: readonly Size[];
  /** The sizes that a vector was flattened from, where it stands in PyTorch's order (channels first) and not in modelc's. */
  readonly order: readonly [number, number, number] | undefined;
  /** True for a flatten whose readers all take PyTorch's order. */
  readonly keepsOrder: boolean;
  /** Python of a size. */
  text(size: Size): string;
  /** The size that an attribute says. */
  sizeFrom(attribute: string, value: number): Size;
  /** Python of an attribute: the formula over the block's parameters that the spec has, else the value. */
  scalar(attribute: string, value: number): string;
  /** The same for an attribute of height and width; one number where they are equal. */
  pair(attribute: string, value: Pair): string;
  /** True where the spec says an attribute by a formula that is kept. */
  isFormula(attribute: string): boolean;
  /** Asks for a helper in the file. */
  need(part: PartName): void;
}

/** How a kind is said in PyTorch. */
export type Row<K extends Kind> = (lowering: Lowering<K>) => Lowered;

/** `name=text`, unless the text is PyTorch's own default. */
export function option(name: string, text: string, standard?: string): string | undefined {
  return text === standard ? undefined : `${name}=${text}`;
}

export function variable(name: string): Value {
  return { code: name, tight: true, typed: true, depth: 0 };
}

/** A call of a function: typed unless PyTorch's own types say otherwise. */
export function apply(name: string, inputs: readonly Value[], ...options: readonly (string | undefined)[]): Value {
  const depth = 1 + Math.max(...inputs.map((input) => input.depth));
  const typed = name !== 'F.max_pool2d' && !name.startsWith('self.');
  return { code: call(name, ...inputs.map(({ code }) => code), ...options), tight: true, typed, depth };
}

/** A call of a method. */
export function method(input: Value, text: string): Value {
  const code = input.tight ? wrap('', input.code, `.${text}`) : `(${flatten(input.code)}).${text}`;
  return { code, tight: true, typed: input.typed, depth: input.depth + 1 };
}

/** Values with an operator between them. */
export function operate(operator: '+' | '*', operands: readonly (Value | string)[]): Value {
  const items = operands.map((operand) => {
    if (typeof operand === 'string' || operand.tight) return typeof operand === 'string' ? operand : operand.code;
    return `(${flatten(operand.code)})`;
  });
  const values = operands.filter((operand) => typeof operand !== 'string');
  return {
    code: { open: '(', items, close: ')', operator },
    tight: false,
    typed: values.some(({ typed }) => typed),
    depth: Math.max(...values.map(({ depth }) => depth)),
  };
}

/** A layer that is a function of each value: `F.relu(x)`. */
export function elementwise(name: string, ...options: readonly (string | undefined)[]): Lowered {
  return { forward: (inputs) => apply(name, inputs, ...options) };
}

/** A weight that PyTorch keeps as modelc does. */
export function asItIs(spec: WeightSpec, attribute: string, member = 0): Placement {
  return { member, attribute, view: spec.shape, axes: spec.shape.map((_, axis) => axis), shape: spec.shape };
}

/** A weight with its axes in another order, and then perhaps in another shape. */
export function permuted(
  member: number,
  attribute: string,
  view: readonly number[],
  axes: readonly number[],
  shape: readonly number[] = axes.map((axis) => view[axis] ?? 0),
): Placement {
  return { member, attribute, view, axes, shape };
}
