/** TensorFlow's numbers for the types of values. Source: tensorflow/core/framework/types.proto. */
export const dataTypes = {
  float32: 1,
  int32: 3,
  uint8: 4,
  text: 7,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  resource: 20,
  uint32: 22,
  uint64: 23,
} as const;

export type DataType = keyof typeof dataTypes;
