import { both } from '../../diagnostics/messages/words';
import type { Report, Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import { translateKey } from '../../schema/guess-foreign';
import { type Kind, kinds, type LayerFields, layerOf } from '../../schema/kinds';
import { siblings } from '../../schema/words';
import type { Environment } from '../environment';
import type { Entry, MapTree } from '../yaml/tree';
import { readSection, type Section } from './read-section';

/** The context of the attributes that `readLayer` needs. */
export interface LayerContext {
  readonly report: Report;
  readonly kindSpan: Span;
  readonly names: Environment;
  readonly uses?: readonly Use[];
  /** See `SectionContext`. */
  readonly declared?: ReadonlySet<string>;
}

/** The attributes of a layer of any kind. */
export type LayerSection = Section<LayerFields[Kind]>;

/** Which kinds have an attribute that this one lacks, if they are few. */
function ownersOf(key: string): string | undefined {
  const owners = kinds.filter((kind) => Object.hasOwn(layerOf(kind).fields, key));
  if (owners.length === 0 || owners.length > 4) return undefined;
  return `remove it: \`${key}\` is an attribute of ${both(owners.map((kind) => `\`${kind}\``))}`;
}

/** True for what belongs next to a kind, but not for `output: 10` of Darknet, which is an attribute under another name. */
export function isMisplacedSibling(kind: Kind, { key, keySpan, value }: Entry): boolean {
  const isNumber = value.type === 'scalar' && typeof value.value === 'number';
  const isAttribute =
    isNumber && translateKey({ text: key, span: keySpan }, Object.keys(layerOf(kind).fields)) !== undefined;
  return key !== 'with' && siblings.some((word) => word === key) && !isAttribute;
}

/** Reads the attributes of a layer: first as written, before parameters have values, and then once per use. */
export function readLayer<K extends Kind>(
  kind: K,
  attributes: MapTree | undefined,
  context: LayerContext,
): Section<LayerFields[K]> | undefined {
  const { report, kindSpan, names, uses = [], declared } = context;
  return readSection(layerOf(kind).fields, attributes, {
    report,
    title: `\`${kind}\``,
    titleSpan: kindSpan,
    names,
    uses,
    ...(declared && { declared }),
    otherwise: (key) => ownersOf(key),
    explainKey: (entry) => {
      const { key, keySpan } = entry;
      const sibling = isMisplacedSibling(kind, entry);
      if (sibling) report.add('schema/misplaced-sibling', keySpan, { key, kind, meant: key }, { uses });
      return sibling;
    },
  });
}
