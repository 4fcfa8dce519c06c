import type { FaultyFusion, Machine } from '../machine';
import type { Attribute } from '../proto/attribute';
import type { NodeDef } from '../proto/saved-model';

/**
 * Puts a `Snapshot`, which passes its input on and which TensorFlow's optimizer does not remove (unlike `Identity`), between
 * operations that it would fuse to one without a right kernel. Afterwards no such pair is adjacent. This looks at operations, not at
 * layers, so that it holds for whatever a kind is written with.
 */
export function keepOperationsApart(nodes: readonly NodeDef[], { faults }: Machine): readonly NodeDef[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  return nodes.flatMap((node) => {
    const [source = '', ...others] = node.inputs;
    const before = byName.get(source);
    if (!before || !faults.fusions.some((fusion) => isBetween(fusion, before, node))) return [node];
    const between = `${node.name}/apart`;
    const type: Attribute | undefined = node.attributes.T;
    if (!type) throw new Error(`${node.operation} has no type`);
    return [
      { name: between, operation: 'Snapshot', inputs: [source], attributes: { T: type } },
      { ...node, inputs: [between, ...others] },
    ];
  });
}

function isBetween({ operation, next }: FaultyFusion, before: NodeDef, after: NodeDef): boolean {
  return before.operation === operation && after.operation === next;
}
