import type { Edit } from '../diagnostics/diagnostic';
import type { ValueId } from '../graph/graph';
import type { Kind } from '../schema/kinds';

/** Attributes of a layer as the compiler works with them. */
export type Values = Readonly<Record<string, unknown>>;

/** A layer that is not in the graph. */
export interface NewLayer {
  readonly kind: Kind;
  readonly attributes: Values;
}

/** What an edit of the text changes in the graph; whatever is absent stays. */
export interface Change {
  /** Attributes by layer. */
  readonly attributes?: ReadonlyMap<ValueId, Values>;
  /** Sizes by input. */
  readonly inputs?: ReadonlyMap<ValueId, readonly number[]>;
  /** Layers that pass their input on. */
  readonly removed?: ReadonlySet<ValueId>;
  /** Layers between a layer and one of its inputs, by layer and number of the input. */
  readonly inserted?: ReadonlyMap<ValueId, ReadonlyMap<number, readonly NewLayer[]>>;
  /** Other inputs by layer. */
  readonly wired?: ReadonlyMap<ValueId, readonly ValueId[]>;
}

/** An edit of the text that could be what was intended. */
export interface Candidate {
  /** Undefined if it changes no shape, or is not meant to give the size that the mistake lacks. */
  readonly change: Change | undefined;
  /** What to do, such as `` write `padding: 2` on `conv1` ``. */
  readonly text: string;
  readonly edits: readonly Edit[];
  /** In bits: how much less likely the net is with the edit than before it, and the edit itself; see `habits.ts`. */
  readonly cost: number;
  /** The same for all candidates that change the same thing. */
  readonly changes: string;
  /** The layer that the words name; its new shape is told. */
  readonly shown?: ValueId;
  /** The words name a value of `let` or an argument of a use, so the shape of one layer would say little. */
  readonly isNamed?: true;
  /** The number that it writes instead of another one. */
  readonly number?: { readonly from: number; readonly to: number };
  /** It only writes the number found instead of the declared one. */
  readonly isDeclared?: true;
}
