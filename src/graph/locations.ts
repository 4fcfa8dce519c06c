import type { Use } from '../diagnostics/report';
import type { Span } from '../diagnostics/source';
import type { Node, ValueId } from './graph';

/** Where something is written, and the uses of blocks around that place, outermost first. */
export interface Location {
  readonly span: Span;
  readonly uses: readonly Use[];
}

/** Where the value of a name is written: what a user would change. */
export interface BindingLocation extends Location {
  /** Given by the use of a block, the default of a parameter, or a value of `let`. */
  readonly type: 'argument' | 'default' | 'let';
  /** What it is called there. */
  readonly name: string;
  /** The one number that the value is computed from, where there is one. */
  readonly source?: BindingLocation | undefined;
  /** The use that gives the value, or leaves it at its default. */
  readonly use?: Use | undefined;
}

/** Where an attribute of a layer is written. */
export interface AttributeSource {
  readonly span: Span;
  /** One span for each item of a list. */
  readonly items: readonly Span[];
  /** True where an expression gives the value, or a part of it. */
  readonly computed: boolean;
  /** Where expressions that only name a value have it from: by the index of an item, or `all` for the whole attribute. */
  readonly bindings: ReadonlyMap<number | 'all', BindingLocation>;
}

/** The attributes that each layer writes, by the id of its node. */
export type Locations = ReadonlyMap<ValueId, ReadonlyMap<string, AttributeSource>>;

/** A graph, or what there is of it so far. */
interface Located {
  readonly locations: Locations;
}

/**
 * Where an attribute of a layer, or one item of it, is written: at the use of a block where an argument gives it; the layer itself
 * where it is not written.
 */
export function locationOf({ locations }: Located, node: Node, attribute: string, index?: number): Location {
  const source = locations.get(node.id)?.get(attribute);
  if (!source) return { span: node.site.span, uses: node.uses };
  const binding = (index !== undefined && source.bindings.get(index)) || source.bindings.get('all');
  if (binding?.type === 'argument') return binding;
  return { span: (index === undefined ? undefined : source.items[index]) ?? source.span, uses: node.uses };
}

/** An attribute of a layer, or the parameter of a block in use that gives it. */
export interface AttributePlace {
  /** Qualified name of the layer, or of the use. */
  readonly owner: string;
  readonly attribute: string;
  /** Undefined where it is not written, and would be added. */
  readonly span: Span | undefined;
  /** The uses of blocks around the place, outermost first. */
  readonly uses: readonly Use[];
}

/** Where a user would give an attribute another value; undefined where an expression computes it, or others share it. */
export function attributePlace({ locations }: Located, node: Node, attribute: string): AttributePlace | undefined {
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
