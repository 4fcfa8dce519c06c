export const outputs = {
  'outputs/duplicate': (a: { name: string }) => ({
    text: `two outputs are named \`${a.name}\``,
    help: 'rename one of the two: `output: { name: ... }`',
  }),
  'outputs/two-main': (a: { name: string }) => ({
    text: `\`${a.name}\` is already the main output`,
    help: 'set `main: true` on one output only',
  }),
  'outputs/training-alone': (_: object) => ({
    text: 'the last value is a training-only output, and there is no other output',
    help: 'remove `train_only`, or mark another item with `output`',
  }),
  'outputs/train-only-main': (_: object) => ({
    text: 'a training-only output cannot be the main output',
    help: 'remove `main` or `train_only`',
  }),
};
