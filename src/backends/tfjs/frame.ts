import { rational } from '../../expression/rational';
import type { BlockUse, Node, Scope, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import type { PlainStep } from '../../graph/walk';
import { INCOMING } from '../../schema/words';
import type { Code } from '../source/code';
import { type Parameter, scalarParameters } from '../source/expression';
import type { LiveValues } from '../source/live-values';
import type { Names } from '../source/names';
import type { Call } from '../source/plan-body';
import { literal } from './literal';
import type { Share } from './shares';

/** The maximal line length of generated programs. */
export const LINE_WIDTH = 110;

/** Layers of a program that share weights. */
export interface Sharing {
  readonly sharers: Sharers;
  /** Those declared so far, by the owner of their weights. */
  readonly layers: Map<ValueId, readonly SharedLayer[]>;
  /** Declarations for the place before the statement that applies the layers. */
  readonly declared: Code[];
}

interface SharedLayer {
  readonly identifier: string;
  /** The rank of its input and its constructor call without the name. */
  readonly like: string;
}

/** The nodes of a program that share weights, by the owner of the weights. The owner itself may be missing from the program. */
export type Sharers = ReadonlyMap<ValueId, readonly Node[]>;

/** Facts about a program that rendering its functions needs. */
export interface Program {
  readonly graph: TypedGraph;
  readonly live: LiveValues;
  readonly sharing: Sharing;
  /** For layers that do nothing: the value that each passes on, by the layer's own value. */
  readonly origins: ReadonlyMap<ValueId, ValueId>;
  /** For the last value of each path of a branch: the path's name. */
  readonly paths: ReadonlyMap<ValueId, string>;
  /** The scope around each layer and use of a block. */
  readonly scopes: ReadonlyMap<Node | BlockUse, Scope>;
  /** For each condition in a block: an item that it does not leave out, with the use of the block around it. */
  readonly underConditions: ReadonlyMap<string, ConditionalItem>;
  /** For each parameter of a block with a computed default: a use that has it. */
  readonly computing: ReadonlyMap<string, BlockUse>;
  /** The layers that take the shares of a `split`, as the spec says what they take. */
  readonly shares: ReadonlyMap<ValueId, Share>;
  /** The places in the spec where some layer has a kernel of one cell that skips cells. */
  readonly passing: ReadonlySet<string>;
  /** True if every layer needs a name, since a name in the spec has the form of one that tfjs generates. */
  readonly nameAll: boolean;
  /** The function for a use of a block. */
  functionOf(call: Call): Callee;
}

/** An item with a condition, where this holds. */
export interface ConditionalItem {
  readonly step: PlainStep;
  readonly use: BlockUse;
}

/** The function of a block, and its parameters besides the inputs. */
export interface Callee {
  readonly identifier: string;
  readonly needsName: boolean;
  /** In order, with their names in the spec. */
  readonly parameters: readonly {
    readonly name: string;
    readonly identifier: string;
    /** The default as TypeScript. */
    readonly standard: string | undefined;
    /** True if the default is an expression over the parameters before it and the sizes of inputs. */
    readonly computed: boolean;
  }[];
  /** The index of an input that it would return unchanged, so that it need not be called. */
  readonly givesBack: number | undefined;
  /** The keys of the object that it returns; undefined if it returns a single value. */
  readonly keys: readonly string[] | undefined;
}

/** A function whose body is being rendered: `createModel`, or a block for one of its uses. */
export interface Frame {
  readonly names: Names;
  /** The use of the block; undefined in `createModel`. */
  readonly use: BlockUse | undefined;
  /** The prefix of local names: empty in `createModel`, or for example `incep1/`. */
  readonly prefix: string;
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** In the body of a loop: its turn. */
  readonly turn?: Turn | undefined;
  /** The inputs of the block by their names in the spec; none in `createModel`, where sizes are numbers. */
  readonly inputs: ReadonlyMap<string, ValueId>;
  /** The TypeScript of each value known so far. */
  readonly values: Map<ValueId, string>;
}

/** One turn of a loop over the iterations of a repeat. */
interface Turn {
  /** The prefix of the names in its iteration. */
  readonly prefix: string;
  /** The same for every turn, inside a template. */
  readonly template: string;
}

/** The prefix of the names in a function, or in the turn of a loop in it. */
export function localPrefix({ turn, prefix }: Frame): string {
  return turn?.prefix ?? prefix;
}

/** The parameter of a block's function with the name of the use. */
export const NAME = 'name';

/** The frame of another use of the block, with the identifiers of this one. */
export function frameFor(frame: Frame, use: BlockUse): Frame {
  if (use === frame.use) return frame;
  const identifiers = new Map([...frame.parameters].map(([name, { identifier }]) => [name, identifier]));
  const parameters = scalarParameters(use).map(
    ([name, value]) => [name, { identifier: identifiers.get(name) ?? name, value }] as const,
  );
  const own = frame.use?.body.inputs ?? [];
  const corresponding = (value: ValueId): ValueId => use.body.inputs[own.indexOf(value)] ?? value;
  const inputs = [...frame.inputs].map(([name, value]) => [name, corresponding(value)] as const);
  const values = own.map((value) => [corresponding(value), frame.values.get(value) ?? ''] as const);
  return {
    ...frame,
    use,
    prefix: `${use.name}/`,
    parameters: new Map(parameters),
    inputs: new Map(inputs),
    values: new Map(values),
  };
}

/**
 * What the names in an expression of an item mean: the parameters of the block, and the sizes of its inputs and of the one value that
 * enters the item (`in.channels`), if it has a name.
 */
export function namesAt(
  graph: TypedGraph,
  { parameters, inputs, values }: Frame,
  { values: entering, texts }: Entering = NOTHING,
): ReadonlyMap<string, Parameter> {
  if (inputs.size === 0) return parameters;
  const given = [...inputs].map(([name, value]) => ({ name, value, text: values.get(value) }));
  const [only, ...others] = entering;
  const one = only === undefined || others.length > 0 ? [] : [{ name: INCOMING, value: only, text: texts[0] }];
  const sizes = [...given, ...one].flatMap(({ name, value, text }) =>
    text === undefined ? [] : sizesOf(graph, name, { value, text }),
  );
  return new Map([...parameters, ...sizes]);
}

/** The values that enter an item, with the TypeScript of those that have a name. */
export interface Entering {
  readonly values: readonly ValueId[];
  readonly texts: readonly (string | undefined)[];
}

const NOTHING: Entering = { values: [], texts: [] };

/** What enters an item, if it reads the values themselves or, under other ids, `reads`. */
export function enteringOf({ values: known }: Frame, values: readonly ValueId[], reads = values): Entering {
  return { values, texts: reads.map((value) => known.get(value)) };
}

function sizesOf(
  graph: TypedGraph,
  name: string,
  { value, text }: { readonly value: ValueId; readonly text: string },
): [string, Parameter][] {
  return typingOf(graph, value).output.map((size, index) => [
    `${name}.${size.axis}`,
    { identifier: `${text}.shape[${index + 1}]!`, value: rational(BigInt(size.value)) },
  ]);
}

/** A qualified name as TypeScript: in a block or a loop, a template with the name of the use or the counter. */
export function nameCode(frame: Frame, name: string): Code {
  if (frame.prefix === '' && !frame.turn) return literal(name);
  return { text: `\`${nameTemplate(frame, name)}\``, uses: frame.prefix === '' ? [] : [NAME] };
}

/** The inside of a template with a qualified name. */
export function nameTemplate({ prefix, turn }: Frame, name: string): string {
  if (turn) return `${turn.template}${name.slice(turn.prefix.length)}`;
  return prefix === '' ? name : `\${${NAME}}/${name.slice(prefix.length)}`;
}
