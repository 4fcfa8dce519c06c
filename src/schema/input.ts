import { type Field, int, optional, sizes } from './field';

const side = (doc: string): Field<number | undefined> => optional(int({ doc, minimum: 1 }));

/** The size of the input, in one of three forms: an image, a vector, or sizes in order. The batch is never written. */
export const inputFields = {
  height: side('Rows of the image.'),
  width: side('Columns of the image.'),
  channels: side('Channels of the image.'),
  features: side('Length of a vector.'),
  shape: optional(sizes({ doc: 'Sizes in order, where neither of the other forms fits.', minimum: 1 })),
};
