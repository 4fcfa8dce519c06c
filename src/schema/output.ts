import { type Fields, flag, number, optional, text } from './field';

/** `output:` beside an item: its value is one of those that the model gives. */
export const outputFields = {
  name: optional(text({ doc: 'What the output is called; the name of its item where it is left out.' })),
  loss_weight: number({ doc: 'What its loss counts in the sum of losses.', minimum: 0, default: 1 }),
  train_only: flag({ doc: 'Leaves it out of evaluation, prediction and exports.', default: false }),
  main: flag({
    doc: 'Accuracy, prediction and exports use it; else the first output that is not for training alone.',
    default: false,
  }),
} satisfies Fields;
