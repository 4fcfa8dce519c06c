import type { Bytes } from '../../../formats/protobuf/wire';
import { GraphBuilder, infoOf, nodeName, type Value } from '../graph-builder';
import { type Machine, machine as x86 } from '../machine';
import { keepOperationsApart } from '../passes/keep-operations-apart';
import { encodeSavedModel, type NodeDef, type Signature } from '../proto/saved-model';

/** A value of a signature with its sizes, -1 for the batch; undefined if they do not matter. */
export type Port = readonly [value: Value, sizes?: readonly number[]];

/** A graph being built, and its signatures. */
export class GraphProgram {
  readonly g = new GraphBuilder();
  readonly #signatures = new Map<string, Signature>();
  readonly #machine: Machine;

  constructor(machine: Machine = x86) {
    this.#machine = machine;
  }

  /** Declares a signature: named feeds and fetches. */
  sign(name: string, inputs: ReadonlyMap<string, Port>, outputs: ReadonlyMap<string, Port>): void {
    this.#signatures.set(name, { inputs: infosOf(inputs), outputs: infosOf(outputs) });
  }

  /** Declares what TensorFlow runs after loading the graph. Source: tensorflow/cc/saved_model/constants.h. */
  signStart(after: readonly Value[]): void {
    const name = '__saved_model_init_op';
    const { name: operation } = this.g.add('NoOp', [], {}, { after });
    // An operation, not one of its values: so without an output number.
    const outputs: Signature['outputs'] = new Map([[name, { name: operation, type: 'float32', shape: undefined }]]);
    this.#signatures.set(name, { inputs: new Map(), outputs });
  }

  /** The bytes of `saved_model.pb`, with the operations that some signature runs. */
  encode(): Bytes {
    const nodes = keepOperationsApart(prune(this.g.nodes, this.#signatures), this.#machine);
    return encodeSavedModel(nodes, this.#signatures);
  }

  /** The same without any operation, for readers that only look for signatures. */
  encodeSignatures(): Bytes {
    return encodeSavedModel([], this.#signatures);
  }
}

function infosOf(ports: ReadonlyMap<string, Port>): Signature['inputs'] {
  return new Map([...ports].map(([name, [value, sizes]]) => [name, infoOf(value, sizes)]));
}

/** The operations that some signature runs, in order: rows write every gradient, and not all of them are needed. */
function prune(nodes: readonly NodeDef[], signatures: ReadonlyMap<string, Signature>): NodeDef[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const kept = new Set<string>();
  const waiting = [...signatures.values()].flatMap(({ inputs, outputs }) =>
    [...inputs.values(), ...outputs.values()].map(({ name }) => nodeName(name)),
  );
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (kept.has(name)) continue;
    kept.add(name);
    waiting.push(...(byName.get(name)?.inputs ?? []).map(nodeName));
  }
  return nodes.filter(({ name }) => kept.has(name));
}
