import { channelsOf, valuesOf } from '../../dimensions/dimension';
import type { Expression } from '../../expression/ast';
import { rational } from '../../expression/rational';
import type { BlockUse, Node, Repeat, Scope, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { ownerOf } from '../../graph/weights';
import { hasWeights } from '../../schema/kinds';
import { INCOMING } from '../../schema/words';
import type { FlattenOrder } from '../channels-first/flatten-order';
import { python } from '../python/expression';
import { snakeCase } from '../python/identifiers';
import { type Code, flatten, usesOf, wrap } from '../source/code';
import { formulaOf, type Parameter } from '../source/expression';
import type { LiveValues } from '../source/live-values';
import { Names } from '../source/names';
import type { Call } from '../source/plan-body';
import type { Build, InitLine } from './builds';
import { channelsOfUse } from './channel-expressions';
import type { LayerCode } from './layer-code';
import type { ModuleList } from './module-lists';
import { reservedAttributes, reservedLocals } from './reserved';

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
  /** Parameters of blocks that some use gives a fraction: `block parameter`. */
  readonly fractions: ReadonlySet<string>;
  /** Nodes that share weights with others. */
  readonly sharing: ReadonlySet<ValueId>;
  readonly omitted: Omitted;
  readonly lists: ReadonlyMap<Repeat, ModuleList>;
  /** Whether a layer can be a module of a `nn.Sequential`. */
  isModule(node: Node): boolean;
  /** The class of a use of a block. */
  classOf(call: Call): UsedClass;
}

/** What stands under conditions, by the block and where the condition is written: a use without it takes it from one that has it. */
export interface Omitted {
  /** From an earlier rendering of the program. */
  readonly known: ReadonlyMap<string, Conditional>;
  readonly found: Map<string, Conditional>;
}

export interface Conditional {
  readonly body: readonly Build[];
  /** The channels that it gives. */
  readonly gives: Expression | undefined;
  /** What a join under a condition computes of its operands in `forward`. */
  readonly join?: (operands: readonly Code[]) => Code;
}

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
  }[];
  /** The channels of what it gives, over its own parameters and inputs; undefined for those that are only a number. */
  readonly gives: readonly (Expression | undefined)[];
  readonly layers: readonly PlacedLayer[];
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
  /** Parameters and variables of `__init__`. */
  readonly locals: Names;
  /** The variable of `__init__` that has the channels in the loop around what is rendered. */
  readonly running?: string | undefined;
  readonly attributes: Names;
  readonly parameters: ReadonlyMap<string, Parameter>;
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
  /** Statements of `__init__`. */
  readonly init: InitLine[];
  readonly layers: PlacedLayer[];
}

/** The frame of the model, without parameters. */
export function emptyFrame(): Frame {
  return {
    prefix: '',
    block: '',
    locals: new Names(snakeCase, reservedLocals),
    attributes: new Names(snakeCase, reservedAttributes),
    parameters: new Map(),
    inputs: new Map(),
    entering: new Map(),
    expressions: new Map(),
    channels: new Map(),
    kept: new Map(),
    modules: new Map(),
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
    const [identifier] = code === undefined ? [] : usesOf(code);
    if (code === undefined || identifier === undefined || identifier !== flatten(code)) return [];
    const size = channelsOf(typingOf(graph, value).output);
    return [[`${name}.${size.axis}`, { identifier, value: rational(BigInt(size.value)) }]];
  });
  return new Map([...parameters, ...named]);
}

/** Notes the channels of what a use of a block gives; those that do not follow from the parameters and inputs of a class are a number. */
export function keepChannels(
  graph: TypedGraph,
  frame: Frame,
  { use, value, given }: { readonly use: BlockUse; readonly value: ValueId; readonly given: Expression | undefined },
): void {
  const expression = given && channelsOfUse(graph, use, given, frame.expressions);
  if (!expression) return;
  frame.expressions.set(value, expression);
  const size = channelsOf(typingOf(graph, value).output).value;
  const code = formulaOf(python, expression, namesAt(graph, frame, []), size);
  if (code) frame.channels.set(value, code);
}

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
