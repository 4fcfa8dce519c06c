import { both } from '../../diagnostics/messages/words';
import type { Report, Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import { type Kind, kinds, type LayerFields, layerOf } from '../../schema/kinds';
import { siblings } from '../../schema/words';
import type { Environment } from '../environment';
import type { MapTree } from '../yaml/tree';
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
    explainKey: ({ key, keySpan }) => {
      const sibling = key !== 'with' && siblings.some((word) => word === key);
      if (sibling) report.add('schema/misplaced-sibling', keySpan, { key, kind, meant: key }, { uses });
      return sibling;
    },
  });
}
