import { type Fields, flag, number, optional, text } from './field';

/** `output:` of an item, which makes its value an output of the model. */
export const outputFields = {
  name: optional(text({ doc: 'The name of the output; by default, the name of its item.' })),
  loss_weight: number({ doc: 'The weight of its loss in the sum of losses.', minimum: 0, default: 1 }),
  train_only: flag({ doc: 'Leaves the output out of evaluation, prediction and exports.', default: false }),
  main: flag({
    doc: 'Use this output for accuracy, prediction and exports; by default, the first output that is not training-only.',
    default: false,
  }),
} satisfies Fields;
