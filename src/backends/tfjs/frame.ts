import type { BlockUse, Node, Scope, ValueId } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import type { Code } from '../source/code';
import type { Parameter } from '../source/expression';
import type { LiveValues } from '../source/live-values';
import type { Names } from '../source/names';
import type { Call } from '../source/plan-body';
import { literal } from './literal';
import type { Sharing } from './shared-layers';

/** Columns that a line of the generated program may take. */
export const LINE_WIDTH = 110;

/** What the functions of one program share while they are rendered. */
export interface Program {
  readonly graph: TypedGraph;
  readonly live: LiveValues;
  readonly sharing: Sharing;
  /** The value that a layer which does nothing passes on, by that layer's own. */
  readonly origins: ReadonlyMap<ValueId, ValueId>;
  /** The name of the path of a branch that a value ends. */
  readonly paths: ReadonlyMap<ValueId, string>;
  /** The scope around each layer and use of a block. */
  readonly scopes: ReadonlyMap<Node | BlockUse, Scope>;
  /** True where every layer must be named, for a user's name could be one that tfjs gives. */
  readonly nameAll: boolean;
  /** The function of a use of a block. */
  functionOf(call: Call): Callee;
}

/** A function that makes a block, and what it wants besides its input. */
export interface Callee {
  readonly identifier: string;
  readonly needsName: boolean;
  /** By the user's names, in order; `standard` is the TypeScript of a default. */
  readonly parameters: readonly {
    readonly name: string;
    readonly identifier: string;
    readonly standard: string | undefined;
  }[];
  /** The input that it would give back as it is, so that it need not be called. */
  readonly givesBack: number | undefined;
  /** The keys of the object that it gives back; undefined where it gives one value alone. */
  readonly keys: readonly string[] | undefined;
}

/** A function whose body is being rendered: `createModel`, or a block as one use has it. */
export interface Frame {
  readonly names: Names;
  /** Before the local part of names: empty in `createModel`, or such as `incep1/`. */
  readonly prefix: string;
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** The TypeScript of each value known so far. */
  readonly values: Map<ValueId, string>;
}

/** The parameter of a block's function that holds the name of its use. */
export const NAME = 'name';

/** A qualified name as TypeScript: in a block, that of the use and what follows it. */
export function nameCode(frame: Frame, name: string): Code {
  if (frame.prefix === '') return literal(name);
  return { text: `\`\${${NAME}}/${name.slice(frame.prefix.length)}\``, uses: [NAME] };
}
