import type { Use } from '../diagnostics/report';
import type { Span } from '../diagnostics/source';
import type { Dimension, Site } from '../dimensions/dimension';

/** Where something is written, and the enclosing uses of blocks, outermost first. */
export interface Location {
  readonly span: Span;
  readonly uses: readonly Use[];
}

/** How a value is computed from sizes of other values. */
export interface Formula {
  /** With its numbers, such as `84 / 2`. */
  readonly text: string;
  readonly operands: readonly Dimension[];
}

/** Where a value is written, and its items if it is a list. */
export interface ItemPlace {
  readonly span: Span;
  readonly items?: readonly ItemPlace[] | undefined;
}

/** Where the value of a name is written: what a user would change. */
export interface BindingLocation extends Location {
  /** Set by the use of a block, the default of a parameter, or a `let` value. */
  readonly type: 'argument' | 'default' | 'let';
  /** Its name there. */
  readonly name: string;
  /** The only number that the value is computed from, if there is one. */
  readonly source?: BindingLocation | undefined;
  /** The use that sets the value, or leaves the default. */
  readonly use?: Use | undefined;
  /** Of a list, where its items are written. */
  readonly items?: readonly ItemPlace[] | undefined;
  /** For a name that a repeat gives to an item of a list, which one it is: `item 2 of \`stages\``. */
  readonly item?: string;
  readonly formula?: Formula | undefined;
}

/** Where an attribute of a layer is written. */
export interface AttributeSource {
  readonly span: Span;
  /** One span per item of a list. */
  readonly items: readonly Span[];
  /** True if an expression gives the value or part of it. */
  readonly computed: boolean;
  /**
   * For expressions that only name a value, where that value is written: by the index of an item, or `all` for the whole
   * attribute.
   */
  readonly bindings: ReadonlyMap<number | 'all', BindingLocation>;
  /** For other expressions, the only number that the value is computed from, if there is one. */
  readonly main?: BindingLocation | undefined;
  /** For expressions over sizes, by the same keys. */
  readonly formulas: ReadonlyMap<number | 'all', Formula>;
}

/** The written attributes of each layer, by node id. */
export type Locations = ReadonlyMap<number, ReadonlyMap<string, AttributeSource>>;

/** A graph, possibly incomplete. */
interface Layer {
  readonly id: number;
  readonly name: string;
  readonly site: Site;
  readonly uses: readonly Use[];
}

interface Located {
  readonly locations: Locations;
}

/**
 * Where an attribute of a layer, or one item of it, is written: in the use of a block if an argument gives it; otherwise the
 * layer itself if it is not written.
 */
export function locationOf({ locations }: Located, node: Layer, attribute: string, index?: number): Location {
  const source = locations.get(node.id)?.get(attribute);
  if (!source) return { span: node.site.span, uses: node.uses };
  const binding = (index !== undefined && source.bindings.get(index)) || source.bindings.get('all');
  if (binding?.type === 'argument') return binding;
  return { span: (index === undefined ? undefined : source.items[index]) ?? source.span, uses: node.uses };
}

/** How an attribute of a layer is computed from sizes, in the layer itself or in the argument that gives it. */
export function formulaOf({ locations }: Located, { id }: Layer, attribute: string): Formula | undefined {
  const source = locations.get(id)?.get(attribute);
  return source?.formulas.get('all') ?? source?.bindings.get('all')?.formula;
}

/** An attribute of a layer, or the parameter of an enclosing use that gives it. */
export interface AttributePlace {
  /** Qualified name of the layer or the use. */
  readonly owner: string;
  readonly attribute: string;
  /** Undefined if it is not written and would have to be added. */
  readonly span: Span | undefined;
  /** The enclosing uses of blocks, outermost first. */
  readonly uses: readonly Use[];
}

/** Where a user would change an attribute; undefined if an expression computes it or others share it. */
export function attributePlace({ locations }: Located, node: Layer, attribute: string): AttributePlace | undefined {
  const { name, uses } = node;
  const source = locations.get(node.id)?.get(attribute);
  if (!source?.computed) return { owner: name, attribute, span: source?.span, uses };
  const binding = source.bindings.get('all');
  if (!binding?.use || binding.type === 'let') return undefined;
  const isDefault = binding.type === 'default';
  return {
    owner: binding.use.name,
    attribute: binding.name,
    span: isDefault ? undefined : binding.span,
    uses: isDefault ? binding.uses.slice(0, -1) : binding.uses,
  };
}
