import type { Note } from '../diagnostics/diagnostic';
import type { Report } from '../diagnostics/report';
import { channelsOf, type Shape } from '../dimensions/dimension';
import { explainDimension } from '../dimensions/explain-dimension';
import type { Graph, Node } from '../graph/graph';
import { locationOf } from '../graph/locations';
import type { WeightKey } from '../graph/typed-graph';
import type { WeightSpec } from '../schema/layer';

/** A node and its input shape. */
interface Place {
  readonly graph: Pick<Graph, 'locations'>;
  readonly node: Node;
  readonly input: Shape | undefined;
}

/** The node whose weights a node uses. */
interface Owner extends Place {
  /** By role. */
  readonly keys: ReadonlyMap<string, WeightKey>;
  readonly specOf: (key: WeightKey) => WeightSpec;
}

/** The weights of its owner for a node; undefined, with a report, if the node needs different ones. */
export function shareWeights(
  sharer: Place,
  wanted: Readonly<Record<string, WeightSpec>>,
  owner: Owner,
  report: Report,
): ReadonlyMap<string, WeightKey> | undefined {
  const { node } = sharer;
  const { span, uses } = node.sharing ?? { span: node.site.span, uses: node.uses };
  const names = { layer: node.name, owner: owner.node.name };
  for (const role of new Set([...Object.keys(wanted), ...owner.keys.keys()])) {
    const key = owner.keys.get(role);
    const spec = wanted[role];
    if (key === undefined || spec === undefined) {
      const details = { notes: differences(sharer, owner), uses };
      report.add('weights/role', span, { role, ...names, has: key !== undefined }, details);
      return undefined;
    }
    const { shape } = owner.specOf(key);
    if (String(shape) === String(spec.shape)) continue;
    const details = { notes: [...differences(sharer, owner), ...inputNotes(sharer, owner)], uses };
    report.add('weights/shape', span, { role, ...names, wants: spec.shape, has: shape }, details);
    return undefined;
  }
  return owner.keys;
}

/** The attributes that differ between the two layers, with both locations. */
function differences({ graph, node }: Place, owner: Place): Note[] {
  const theirs: Readonly<Record<string, unknown>> = owner.node.attributes ?? {};
  return Object.entries(node.attributes ?? {}).flatMap(([attribute, value]) => {
    if (JSON.stringify(value) === JSON.stringify(theirs[attribute])) return [];
    return [node, owner.node].map((one) => ({
      message: `\`${attribute}\` of \`${one.name}\``,
      span: locationOf(graph, one, attribute).span,
    }));
  });
}

/** Where the channels or features of both inputs come from, if they differ. */
function inputNotes({ input }: Place, owner: Place): Note[] {
  if (!input || !owner.input || channelsOf(input).value === channelsOf(owner.input).value) return [];
  return [input, owner.input].flatMap((shape) => explainDimension(channelsOf(shape), channelsOf(shape).axis));
}
