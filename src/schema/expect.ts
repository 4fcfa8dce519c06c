import { int, optional, sizes } from './field';

const count = (doc: string) => optional(int({ doc, minimum: 0, maximum: Number.MAX_SAFE_INTEGER }));

/** What `expect` of one item can declare; each number that is written is checked. */
export const expectFields = {
  length: count('Places of its output, where that is a sequence.'),
  depth: count('Slices of its output, where that is a volume.'),
  height: count('Rows of its output.'),
  width: count('Columns of its output.'),
  channels: count('Channels of its output.'),
  features: count('Features of its output.'),
  shape: optional(sizes({ doc: 'All sizes of the output, in the order height, width, channels.', minimum: 1 })),
  parameters: count('Parameters of the item, with all that a block holds.'),
  macs: count('Multiply-accumulates of the item for one sample, with all that a block holds.'),
};

/** What `expect` of the whole model can declare, besides `inference` (the same for inference) and `shapes`. */
export const modelExpectFields = {
  parameters: count('All parameters, statistics included.'),
  trainable: count('Parameters that training changes.'),
  macs: count('Multiply-accumulates for one sample.'),
};
