import type { Note } from '../diagnostics/diagnostic';
import type { Report } from '../diagnostics/report';
import { channelsOf, type Shape } from '../dimensions/dimension';
import { explainDimension } from '../dimensions/explain-dimension';
import type { Graph, Node } from '../graph/graph';
import { locationOf } from '../graph/locations';
import type { WeightKey } from '../graph/typed-graph';
import { tryNode } from '../joins/try-node';
import type { AttributesOf, Fields } from '../schema/field';
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
      const details = { notes: differences(sharer, owner, role), uses };
      report.add('weights/role', span, { role, ...names, has: key !== undefined }, details);
      return undefined;
    }
    const { shape } = owner.specOf(key);
    if (String(shape) === String(spec.shape)) continue;
    const details = { notes: [...differences(sharer, owner, role), ...inputNotes(sharer, owner)], uses };
    report.add('weights/shape', span, { role, ...names, wants: spec.shape, has: shape }, details);
    return undefined;
  }
  return owner.keys;
}

/** The attributes that make a weight of the two layers different, with both locations. Others, such as `padding`, may differ. */
function differences({ graph, node, input }: Place, owner: Place, role: string): Note[] {
  const own: Readonly<Record<string, unknown>> = node.attributes ?? {};
  const theirs: Readonly<Record<string, unknown>> = owner.node.attributes ?? {};
  const shapeWith = (attributes: AttributesOf<Fields>): string | undefined => {
    const inference = tryNode(node, attributes, input ? [input] : []);
    return inference && String(inference.weights?.[role]?.shape);
  };
  return Object.keys(own).flatMap((attribute) => {
    if (JSON.stringify(own[attribute]) === JSON.stringify(theirs[attribute])) return [];
    if (shapeWith({ ...own, [attribute]: theirs[attribute] }) === shapeWith(own)) return [];
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
