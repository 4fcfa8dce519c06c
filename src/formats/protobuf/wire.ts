/**
 * The wire format of protocol buffers, as far as TensorFlow's messages need it. A message is the concatenated bytes of its
 * fields. Source: protobuf.dev, "Encoding".
 */
export type Bytes = Uint8Array;

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/** Concatenates fields or messages. */
export function join(...parts: readonly Bytes[]): Bytes {
  return Buffer.concat(parts);
}

/** An integer or boolean; negative numbers take ten bytes. */
export function integerField(field: number, value: number | bigint | boolean): Bytes {
  return join(tag(field, VARINT), varint(BigInt(value)));
}

/** A packed list of integers. */
export function integersField(field: number, values: readonly number[]): Bytes {
  return bytesField(field, join(...values.map((value) => varint(BigInt(value)))));
}

export function floatField(field: number, value: number): Bytes {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return join(tag(field, FIXED_32), bytes);
}

export function textField(field: number, value: string): Bytes {
  return bytesField(field, Buffer.from(value, 'utf8'));
}

/** Bytes, or a message within a message. */
export function bytesField(field: number, value: Bytes): Bytes {
  return join(tag(field, LENGTH_DELIMITED), varint(BigInt(value.byteLength)), value);
}

/** One entry of a map from strings to messages. */
export function entryField(field: number, key: string, value: Bytes): Bytes {
  return bytesField(field, join(textField(1, key), bytesField(2, value)));
}

function tag(field: number, wireType: number): Bytes {
  return varint(BigInt(field * 8 + wireType));
}

/** Seven bits per byte, the lowest first; negative numbers are written as their 64-bit complement. */
function varint(value: bigint): Bytes {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
