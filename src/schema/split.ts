import { type Fields, optional, sizes } from './field';
import { namedAxis } from './layers/named-axis';

/** The keys next to `split`: the axis whose cells the paths share, and how many each gets. */
export const splitFields = {
  axis: namedAxis('The axis that is split.'),
  sizes: optional(sizes({ doc: 'The cells of each path, in order; by default, all get the same number.', minimum: 1 })),
} satisfies Fields;
