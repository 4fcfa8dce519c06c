import { type Fields, int, optional, text } from './field';

/** `repeat:`, without its layers. */
export const repeatFields = {
  times: int({ doc: 'Number of iterations, each with its own weights; 0 passes the value on unchanged.', minimum: 0 }),
  as: optional(text({ doc: 'Name of the counter in expressions; it starts at 0.' })),
} satisfies Fields;
