import {
  type Bytes,
  bytesField,
  floatField,
  integerField,
  integersField,
  join,
  textField,
} from '../../../formats/protobuf/wire';
import { type DataType, dataTypes } from './data-type';

/** The encoded value of an operation's attribute. Source: tensorflow/core/framework/attr_value.proto. */
export interface Attribute {
  readonly bytes: Bytes;
}

export const text = (value: string): Attribute => ({ bytes: textField(2, value) });
export const int = (value: number): Attribute => ({ bytes: integerField(3, value) });
export const float = (value: number): Attribute => ({ bytes: floatField(4, value) });
export const flag = (value: boolean): Attribute => ({ bytes: integerField(5, value) });
export const type = (value: DataType): Attribute => ({ bytes: integerField(6, dataTypes[value]) });
/** A list of integers, such as strides. */
export const ints = (values: readonly number[]): Attribute => ({
  bytes: bytesField(1, values.length === 0 ? new Uint8Array() : integersField(3, values)),
});
/** Sizes, -1 if unknown before the run; undefined if their number is unknown too. */
export const shape = (sizes: readonly number[] | undefined): Attribute => ({
  bytes: bytesField(7, encodeShape(sizes)),
});
/** A constant: the numbers as in memory, lowest byte first. */
export const tensor = (kind: DataType, sizes: readonly number[], content: Bytes): Attribute => ({
  bytes: bytesField(
    8,
    join(integerField(1, dataTypes[kind]), bytesField(2, encodeShape(sizes)), bytesField(4, content)),
  ),
});

/** Source: tensorflow/core/framework/tensor_shape.proto. */
export function encodeShape(sizes: readonly number[] | undefined): Bytes {
  if (!sizes) return integerField(3, true);
  return join(...sizes.map((size) => bytesField(2, integerField(1, size))));
}
