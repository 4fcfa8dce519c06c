import { type Fields, int, optional } from './field';

/** `repeat:`, without `over`, `as` and its layers, which are read separately. */
export const repeatFields = {
  times: optional(
    int({ doc: 'Number of iterations, each with its own weights; 0 passes the value on unchanged.', minimum: 0 }),
  ),
} satisfies Fields;

/** What `over` takes, in messages. */
export const overWords = { what: '`over`', expected: 'a list, such as `[16, 32, 64]`' };

/** The keys of `repeat` that are not fields. */
export const repeatKeys = ['over', 'as', 'layers'] as const;
