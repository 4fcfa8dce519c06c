import type { Graph, Node, ValueId } from '../graph/graph';

/** A layer that reads a value, and which of its inputs that is. */
export interface Reader {
  readonly node: Node;
  readonly operand: number;
}

/** The layers that read each value of a graph. */
export class Readers {
  readonly #readers = new Map<ValueId, Reader[]>();

  constructor({ nodes }: Graph) {
    for (const node of nodes) {
      for (const [operand, id] of node.inputs.entries()) {
        const readers = this.#readers.get(id);
        if (readers) readers.push({ node, operand });
        else this.#readers.set(id, [{ node, operand }]);
      }
    }
  }

  of(id: ValueId): readonly Reader[] {
    return this.#readers.get(id) ?? [];
  }
}
