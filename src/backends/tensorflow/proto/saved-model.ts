import { type Bytes, bytesField, entryField, integerField, join, textField } from '../../../formats/protobuf/wire';
import type { Attribute } from './attribute';
import { encodeShape } from './attribute';
import { type DataType, dataTypes } from './data-type';

/** An operation of a graph. */
export interface NodeDef {
  readonly name: string;
  readonly operation: string;
  /** `node`, `node:1` for a later output, `^node` for a control dependency. */
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** An input or output of a signature. */
export interface TensorInfo {
  /** `node:0`. */
  readonly name: string;
  readonly type: DataType;
  /** -1 for the batch. */
  readonly shape: readonly number[] | undefined;
}

/** A signature: named feeds and fetches. */
export interface Signature {
  readonly inputs: ReadonlyMap<string, TensorInfo>;
  readonly outputs: ReadonlyMap<string, TensorInfo>;
}

/** The producer's version of graphs, which TensorFlow 2.11 and later read and 2.15 writes. */
const PRODUCER = 1286;

/** The bytes of `saved_model.pb`. Sources: saved_model.proto, meta_graph.proto, graph.proto, node_def.proto of TensorFlow. */
export function encodeSavedModel(nodes: readonly NodeDef[], signatures: ReadonlyMap<string, Signature>): Bytes {
  const graph = join(...nodes.map((node) => bytesField(1, encodeNode(node))), bytesField(4, integerField(1, PRODUCER)));
  const defaultsLeftOut = integerField(7, true);
  const metaGraph = join(
    bytesField(1, join(textField(4, 'serve'), defaultsLeftOut)),
    bytesField(2, graph),
    ...[...signatures].map(([name, signature]) => entryField(5, name, encodeSignature(signature))),
  );
  return join(integerField(1, 1), bytesField(2, metaGraph));
}

function encodeNode({ name, operation, inputs, attributes }: NodeDef): Bytes {
  return join(
    textField(1, name),
    textField(2, operation),
    ...inputs.map((input) => textField(3, input)),
    ...Object.entries(attributes).map(([key, { bytes }]) => entryField(5, key, bytes)),
  );
}

function encodeSignature({ inputs, outputs }: Signature): Bytes {
  return join(
    ...[...inputs].map(([name, info]) => entryField(1, name, encodeInfo(info))),
    ...[...outputs].map(([name, info]) => entryField(2, name, encodeInfo(info))),
    textField(3, 'tensorflow/serving/predict'),
  );
}

function encodeInfo({ name, type, shape }: TensorInfo): Bytes {
  return join(textField(1, name), integerField(2, dataTypes[type]), bytesField(3, encodeShape(shape)));
}
