/** What the classes share: each with the text by whose presence it is needed. */
export const helpers: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'Padding',
    text: `
/** Cells on each side: one number, one for each axis, or [[top, bottom], [left, right]]. */
type Padding = number | [number, number] | [[number, number], [number, number]];`,
  },
  {
    name: 'Cells',
    text: `
/** Cells before and after each axis: batch, height, width, channels. */
type Cells = [[number, number], [number, number], [number, number], [number, number]];`,
  },
  {
    name: 'cellsOf',
    text: `
function cellsOf(padding: Padding): Cells {
  const [rows, columns] = Array.isArray(padding) ? padding : [padding, padding];
  return [[0, 0], both(rows), both(columns), [0, 0]];
}`,
  },
  {
    name: 'both',
    text: `
/** One number for both, or one for each. */
function both(value: number | [number, number]): [number, number] {
  return Array.isArray(value) ? value : [value, value];
}`,
  },
  {
    name: 'onlyTensor',
    text: `
function onlyTensor(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  return Array.isArray(inputs) ? inputs[0]! : inputs;
}`,
  },
];
