import { channelsOf, valuesOf } from '../../dimensions/dimension';
import type { Expression, Value } from '../../expression/ast';
import { rational } from '../../expression/rational';
import type { BlockUse, Node, Repeat, Scope, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { ownerOf } from '../../graph/weights';
import { hasWeights } from '../../schema/kinds';
import { INCOMING } from '../../schema/words';
import type { FlattenOrder } from '../channels-first/flatten-order';
import { snakeCase } from '../python/identifiers';
import { type Code, fixedBy, line, type Text, usesOf, wrap } from '../source/code';
import type { Parameter } from '../source/expression';
import type { LiveValues } from '../source/live-values';
import { Names } from '../source/names';
import type { Call } from '../source/plan-body';
import type { InitLine } from './builds';
import type { Conditionals } from './conditionals';
import type { ParametersOfBlocks } from './constants';
import type { LayerCode } from './layer-code';
import type { ModuleList } from './module-lists';
import type { PaddingParameter, Paddings } from './paddings';
import { reservedAttributes, reservedLocals } from './reserved';
import type { Sharing } from './sharing';

/** What the classes of one program share while they are rendered. */
export interface Program {
  readonly graph: TypedGraph;
  readonly live: LiveValues;
  readonly order: FlattenOrder;
  /** Nodes needed at inference. */
  readonly inference: ReadonlySet<ValueId>;
  /** The scope around each layer and use of a block. */
  readonly scopes: ReadonlyMap<Node | BlockUse, Scope>;
  /** For each value the nodes that read it, and -1 for an output. */
  readonly readers: ReadonlyMap<ValueId, readonly number[]>;
  /** Values inside of other items that some step takes by their names. */
  readonly reached: ReadonlySet<ValueId>;
  /** Parameters of blocks that some use gives a fraction: `block parameter`. */
  readonly fractions: ReadonlySet<string>;
  readonly kinds: KindParameters;
  /** Parameters that have one value in the whole program. */
  readonly constants: ParametersOfBlocks;
  readonly paddings: Paddings;
  /** Parameters with computed defaults that some use gives: `block parameter`. */
  readonly overridden: ReadonlySet<string>;
  readonly sharing: Sharing;
  /** For what a use of a block leaves out: the uses that have it, by `placeOfCondition`. */
  readonly conditionals: Conditionals;
  readonly lists: ReadonlyMap<Repeat, ModuleList>;
  /** Whether a layer can be a module of a `nn.Sequential`. */
  isModule(node: Node): boolean;
  /** The class of a use of a block. */
  classOf(call: Call & { readonly use: UsedBlock }): UsedClass;
}

/** A use of a block, or a list of layers that became one. */
export interface UsedBlock extends BlockUse {
  /** What is known of the parameters of the class around the list, which are those of the list. */
  readonly around?: Pick<Frame, 'constants' | 'paddings'>;
}

/** Parameters by their blocks that are a class of modules in Python: `activation: type[nn.Module]`. */
export type KindParameters = ParametersOfBlocks;

/** A module of the program, for one use. */
export interface UsedClass {
  /** `Inception(10, reduce=8)`, with parameters still to be filled in at the use. */
  readonly name: string;
  /** The inputs whose channels it needs, and their names. */
  readonly channels: readonly number[];
  /** By the user's names; `standard` is the Python of a default. */
  readonly parameters: readonly {
    readonly name: string;
    readonly identifier: string;
    readonly standard: string | undefined;
    /** Whether it need not be whole. */
    readonly float: boolean;
    /** Whether it chooses a layer. */
    readonly kind: boolean;
  }[];
  /** The channels of each value that it gives. */
  readonly gives: readonly GivenChannels[];
  /** What it is for certain values of. */
  readonly fixed: Origins;
  /** Whether it is for certain sizes of the model's inputs. */
  readonly forInputSizes: boolean;
  readonly layers: readonly PlacedLayer[];
}

/** The channels of a value that a class gives. */
export interface GivenChannels {
  /** Over its own parameters and inputs; undefined for those that are only a number. */
  readonly expression: Expression | undefined;
  /** What they depend on. */
  readonly from: Origins;
}

/** Parameters of a block, by the user's names, and those of its inputs whose channels are meant. */
export interface Origins {
  readonly parameters: readonly string[];
  readonly inputs: readonly number[];
}

/** A node with weights or state, and its place in a module. */
export interface PlacedLayer {
  readonly node: Node;
  readonly code: LayerCode;
  /** Attributes from the module down, separated by dots. */
  readonly path: string;
  /** The innermost class around it, and the path from there; none in the model itself. */
  readonly within?: { readonly name: string; readonly path: string };
}

/** A class whose body is being rendered. */
export interface Frame {
  /** The prefix of local names: empty for the model, or such as `incep1/`. */
  readonly prefix: string;
  /** Empty for the model. */
  readonly block: string;
  /** The parameters of the block that choose layers. */
  readonly kinds: ReadonlySet<string>;
  /** Those that have one value in the whole program. */
  readonly constants: ReadonlySet<string>;
  /** Those that are the padding of convolutions, in PyTorch's words. */
  readonly paddings: ReadonlyMap<string, PaddingParameter>;
  /** Parameters and variables of `__init__`. */
  readonly locals: Names;
  /** The variable of `__init__` that has the channels in the loop around what is rendered. */
  readonly running?: string | undefined;
  readonly attributes: Names;
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** The values of all names in expressions, also of those that are lists. */
  readonly values: ReadonlyMap<string, Value>;
  /** The inputs of the block by their names in the spec; none in the model itself, where sizes are numbers. */
  readonly inputs: ReadonlyMap<string, ValueId>;
  /** The parameters of `__init__` that have the channels of the inputs. */
  readonly entering: ReadonlyMap<ValueId, Code>;
  /** Python of the channels, or features, of each value. */
  readonly channels: Map<ValueId, Code>;
  /** The same as expressions of the spec, where they follow from parameters and inputs. */
  readonly expressions: Map<ValueId, Expression>;
  /** The parameters that `forward` reads, with the attributes that keep them. */
  readonly kept: Map<string, string>;
  /** The attributes of modules with weights, by what each is and the owners of its weights: what is equal in both is one module. */
  readonly modules: Map<string, string>;
  /** The parameters and variables on whose values it depends which statements there are. */
  readonly fixed: Set<string>;
  /** Conditions after which no code reads the channels. */
  readonly unread: ReadonlySet<string>;
  /** The variables for the channels after conditions. */
  readonly chosen: Map<string, string>;
  /** What the other variables of `__init__` depend on. */
  readonly variables: Map<string, readonly string[]>;
  /** What is written as numbers. */
  readonly written: Written;
  /** Statements of `__init__`. */
  readonly init: InitLine[];
  readonly layers: PlacedLayer[];
}

/** What code says in numbers, so that it is right only where they are the same. */
export interface Written {
  /** Names in expressions. */
  readonly names: Set<string>;
  /** Whether sizes of values are among them. */
  sizes: boolean;
}

/** The frame of the model, without parameters. */
export function emptyFrame(): Frame {
  return {
    prefix: '',
    block: '',
    kinds: new Set(),
    constants: new Set(),
    paddings: new Map(),
    locals: new Names(snakeCase, reservedLocals),
    attributes: new Names(snakeCase, reservedAttributes),
    parameters: new Map(),
    values: new Map(),
    inputs: new Map(),
    entering: new Map(),
    expressions: new Map(),
    channels: new Map(),
    kept: new Map(),
    modules: new Map(),
    fixed: new Set(),
    unread: new Set(),
    chosen: new Map(),
    variables: new Map(),
    written: { names: new Set(), sizes: false },
    init: [],
    layers: [],
  };
}

/** Python of the channels of a value in a class: their number, if the class has no name for them. */
export function channelsIn(graph: TypedGraph, frame: Frame, value: ValueId): Code {
  return frame.channels.get(value) ?? String(valuesOf(typingOf(graph, value).output).at(-1));
}

/**
 * What the names in an expression mean for an item that takes some values: the parameters of the block, and the channels of what enters
 * (`in.channels`) and of the block's inputs, where the class has a name for them.
 */
export function namesAt(
  graph: TypedGraph,
  { parameters, inputs, entering: own, channels }: Frame,
  entering: readonly ValueId[],
): ReadonlyMap<string, Parameter> {
  const [only, ...others] = entering;
  const values = [...inputs, ...(only === undefined || others.length > 0 ? [] : [[INCOMING, only] as const])];
  const named = values.flatMap(([name, value]): [string, Parameter][] => {
    const code = name === INCOMING ? channels.get(value) : own.get(value);
    const size = channelsOf(typingOf(graph, value).output);
    return code === undefined ? [] : [[`${name}.${size.axis}`, parameterOf(code, size.value)]];
  });
  return new Map([...parameters, ...named]);
}

/** Code for a number as a parameter of expressions. */
function parameterOf(code: Code, size: number): Parameter {
  const value = rational(BigInt(size));
  const isNumber = usesOf(code).size === 0;
  if (isNumber) return { identifier: '', inlined: true, value, ...(fixedBy(code).size > 0 && { code: textOf(code) }) };
  return { identifier: '', value, code: textOf(code) };
}

function textOf(code: Code): Text {
  return typeof code === 'object' && 'text' in code ? code : line`${code}`;
}

/** The channels of a value as an expression; undefined for a number that depends on parameters. */
export function expressionIn(graph: TypedGraph, frame: Frame, value: ValueId): Expression | undefined {
  const known = frame.expressions.get(value);
  if (known) return known;
  const code = channelsIn(graph, frame, value);
  if (usesOf(code).size + fixedBy(code).size > 0) return undefined;
  const size = rational(BigInt(channelsOf(typingOf(graph, value).output).value));
  return { type: 'number', value: size, start: 0, end: 0 };
}

/** Stands for the channels that enter an iteration. */
export const COMING = ' channels';

/** Equal for layers whose modules do the same, if their weights are the same. */
export function whatIs(graph: TypedGraph, { kind, attributes, inputs }: Node): string {
  const ranks = inputs.map((input) => typingOf(graph, input).output.length);
  return `${kind} ${JSON.stringify(attributes)} ${ranks}`;
}

/** A module that a class needs. */
interface NeededModule {
  readonly code: Code;
  /** Equal for modules that do the same. */
  readonly what: string;
  /** The nodes in it. */
  readonly nodes: readonly Node[];
  /** The wished name of its attribute. */
  readonly name: string;
}

/** The attribute of a module: a new one, unless there is one with the same code and the same weights. */
export function addModule(
  { graph }: Program,
  { attributes, init, modules }: Frame,
  { code, what, nodes, name }: NeededModule,
): { readonly attribute: string; readonly isNew: boolean } {
  const owners = nodes.flatMap((node) => (hasWeights(node.kind) ? [ownerOf(graph, node).id] : []));
  const key = `${what} ${owners}`;
  const known = owners.length > 0 ? modules.get(key) : undefined;
  if (known !== undefined) return { attribute: known, isNew: false };
  const attribute = attributes.mint(name);
  modules.set(key, attribute);
  init.push({ depth: 0, code: wrap(`self.${attribute} = `, code) });
  return { attribute, isNew: true };
}
