import { type Fields, int, optional, text } from './field';

/** `repeat:`, without its layers. */
export const repeatFields = {
  times: int({ doc: 'How many turns, each with weights of its own; 0 leaves the value as it is.', minimum: 0 }),
  as: optional(text({ doc: 'What expressions inside call the number of the turn, from 0.' })),
} satisfies Fields;
