import type { Report, Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import type { Value } from '../../expression/ast';
import type { Kind } from '../../schema/kinds';
import { siblings } from '../../schema/words';
import type { MapTree } from '../yaml/tree';
import { readSection, type Section } from './read-section';

/** What `readLayer` needs of the item around the attributes. */
export interface LayerContext {
  readonly report: Report;
  readonly kindSpan: Span;
  readonly names: ReadonlyMap<string, Value> | 'later';
  readonly uses?: readonly Use[];
}

/** The attributes of a layer: once as they stand, before parameters have values, and once more for each use with them. */
export function readLayer(kind: Kind, attributes: MapTree | undefined, context: LayerContext): Section | undefined {
  const { report, kindSpan, names, uses = [] } = context;
  return readSection(`layer/${kind}`, attributes, {
    report,
    title: `\`${kind}\``,
    titleSpan: kindSpan,
    names,
    uses,
    explainKey: ({ key, keySpan }) => {
      const sibling = key !== 'with' && siblings.some((word) => word === key);
      if (sibling) report.add('schema/misplaced-sibling', keySpan, { key, kind }, { uses });
      return sibling;
    },
  });
}
