export const outputs = {
  'outputs/duplicate': (a: { name: string }) => ({
    text: `two outputs are called \`${a.name}\``,
    help: 'give one of the two another name: `output: { name: ... }`',
  }),
  'outputs/two-main': (a: { name: string }) => ({
    text: `there is a main output already, \`${a.name}\``,
    help: 'say `main: true` of one output alone',
  }),
  'outputs/training-alone': (_: object) => ({
    text: 'the last value is an output for training alone, and no other output is left outside of training',
    help: 'take `train_only` away, or mark another item by `output`',
  }),
  'outputs/train-only-main': (_: object) => ({
    text: 'an output for training alone cannot be the main one',
    help: 'take `main` or `train_only` away',
  }),
};
