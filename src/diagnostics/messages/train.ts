import { count, formatShape, quote } from './words';

export const train = {
  'train/input-shape': (a: {
    dataset: string;
    expected: readonly number[];
    axes: readonly string[];
    found: readonly number[];
  }) => ({
    text: `data set \`${a.dataset}\` has samples of ${formatShape(a.expected)}, but \`input\` is ${formatShape(a.found)}`,
    help: `write \`input: { ${a.axes.map((axis, index) => `${axis}: ${a.expected[index]}`).join(', ')} }\``,
  }),
  'train/output-shape': (a: { loss: string; found: readonly number[] }) => ({
    text: `loss \`${a.loss}\` needs a vector with one score per class, but the model outputs ${formatShape(a.found)}`,
    help: 'end the layers with `- flatten` and `- dense: { units: ... }`',
  }),
  'train/classes': (a: { dataset: string; classes: number; units: number; layer: string }) => ({
    text: `data set \`${a.dataset}\` has ${a.classes} classes, but \`${a.layer}\` outputs ${count(a.units, 'score')}`,
    help: `use ${a.classes} units`,
  }),
  'train/two-clips': (_: object) => ({
    text: '`clip_norm` and `clip_value` cannot be used together',
    help: 'remove one of them',
  }),
  'train/too-high': (a: { key: string; setting: string; choice: string; word: string }) => ({
    text: `${quote(a.key)} is a setting of \`${a.choice}\`, not of \`train\``,
    help: `write \`${a.choice}: { ${a.word}: { ${a.setting}: ... } }\``,
  }),
  'train/too-deep': (a: { key: string; word: string; meant: string }) => ({
    text: `${quote(a.key)} is a setting of \`train\`, not of \`${a.word}\``,
    help: a.key === a.meant ? 'move it up into `train`' : `write \`${a.meant}\` in \`train\``,
  }),
  'train/outside': (a: { folder: string }) => ({
    text: `folder ${quote(a.folder)} is outside the folder of the spec`,
    help: 'use a folder inside the folder of the spec; `modelc train --data DIR` accepts any folder',
  }),
  'train/several-inputs': (a: { count: number }) => ({
    text: `training supports one input, but the model has ${a.count}`,
    help: 'remove `train`: data sets with several inputs are not supported yet; `modelc build` writes the model for a training program of your own',
  }),
  'train/no-weights': (a: { frozen: boolean }) => ({
    text: `nothing to train: ${a.frozen ? 'all weights of the model are frozen' : 'the model has no weights'}`,
    help: a.frozen ? 'remove `trainable: false` from a layer' : 'add a layer with weights, such as `conv2d` or `dense`',
  }),
};
