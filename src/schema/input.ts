import { type Field, int, optional, sizes } from './field';

const side = (doc: string): Field<number | undefined> => optional(int({ doc, minimum: 1 }));

/** The size of the input, in one of four forms: an image, a sequence, a vector, or sizes in order. The batch is never written. */
export const inputFields = {
  length: side('Places of a sequence.'),
  height: side('Rows of the image.'),
  width: side('Columns of the image.'),
  channels: side('Channels of the image, or of the sequence.'),
  features: side('Length of a vector.'),
  shape: optional(sizes({ doc: 'Sizes in order, where none of the other forms fits.', minimum: 1 })),
};
