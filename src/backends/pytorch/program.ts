import type { BlockUse, ValueId } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import type { WeightSpec } from '../../schema/layer';
import type { LiveValues } from '../source/live-values';
import type { Parameter } from './expression';
import type { KernelRule } from './initializers';
import type { PartName } from './parts';
import { PythonNames } from './python/names';
import { attributeNames, methodNames, reserved } from './python/reserved';
import type { Placement } from './row';
import type { Size } from './size';

/** What holds for a whole generated file. */
export interface Program {
  readonly graph: TypedGraph;
  readonly live: LiveValues;
  /** Vectors in PyTorch's order, with the sizes that they were flattened from. */
  readonly orders: ReadonlyMap<ValueId, readonly [number, number, number]>;
  /** Nodes that only training needs. */
  readonly trainOnly: ReadonlySet<ValueId>;
  /** Qualified names of repeats. */
  readonly repeats: ReadonlySet<string>;
  /** How most kernels start. */
  readonly kernelRule: KernelRule | undefined;
  /** Helpers that the file must hold. */
  readonly parts: Set<PartName>;
  /** The class of a use of a block, made where it is not known yet. */
  classOf(use: BlockUse, exports: readonly ValueId[]): BlockClass;
}

/** A weight of modelc's, and where the class keeps it. */
export interface Entry {
  /** `incep1/five/conv2d_2/kernel` */
  readonly key: string;
  /** `five_conv2d_2.weight`, seen from the class. */
  readonly stateKey: string;
  readonly placement: Placement;
  readonly spec: WeightSpec;
}

/** What one use of a block came out as. */
export interface BlockClass {
  readonly identifier: string;
  readonly parameters: readonly ClassParameter[];
  readonly entries: readonly Entry[];
  /** `norm.num_batches_tracked`: what PyTorch keeps and modelc does not know. */
  readonly counters: readonly string[];
  /** The sizes of what it gives, over its own parameters. */
  readonly sizes: ReadonlyMap<ValueId, Size>;
  /** The input that it would give back as it is, so that it need not be there. */
  readonly givesBack: number | undefined;
}

/** An argument of a constructor. */
export interface ClassParameter {
  /** As the spec calls it, or `inputKey(i)`. */
  readonly name: string;
  readonly identifier: string;
  /** Python of its default. */
  readonly standard: string | undefined;
  /** The types of its values in all uses. */
  readonly types: Set<string>;
}

/** Stands among a block's parameters for the channels of an input; no parameter can be called so. */
export function inputKey(index: number): string {
  return `input ${index}`;
}

/** A class that is being rendered: the model, or a block as one use has it. */
export interface Frame {
  readonly attributes: PythonNames;
  readonly locals: PythonNames;
  /** Before the local part of names: empty in the model, or such as `incep1/`. */
  readonly prefix: string;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly sizes: Map<ValueId, Size>;
  /** The variable that holds each value known so far. */
  readonly values: Map<ValueId, string>;
  /** Variables by what they are for, such as a path's name. */
  readonly variables: Map<string, string>;
  /** Variables that are arguments of `forward`. */
  readonly inputs: ReadonlySet<string>;
  /** Parameters that the class reads. */
  readonly used: Set<string>;
  /** The statements of the constructor. */
  readonly init: string[];
  /** Calls that start weights otherwise than most, with `{}` for the weight, and those weights. */
  readonly initials: Map<string, string[]>;
  readonly entries: Entry[];
  readonly counters: string[];
}

/** An empty class whose `forward` takes values by names. */
export function createFrame(
  inputs: readonly (readonly [ValueId, string, Size])[],
  rest: Pick<Frame, 'prefix' | 'parameters'>,
): Frame {
  const locals = new PythonNames(reserved, methodNames);
  const names = inputs.map(([, wish]) => locals.mint(wish));
  return {
    ...rest,
    attributes: new PythonNames(attributeNames),
    locals,
    sizes: new Map(inputs.map(([value, , size]) => [value, size])),
    values: new Map(inputs.map(([value], index) => [value, names[index] as string])),
    variables: new Map(names.map((name) => [name, name])),
    inputs: new Set(names),
    used: new Set(),
    init: [],
    initials: new Map(),
    entries: [],
    counters: [],
  };
}
