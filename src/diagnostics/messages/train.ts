import { formatShape, quote } from './words';

export const train = {
  'train/input-shape': (a: { dataset: string; expected: readonly number[]; found: readonly number[] }) => ({
    text: `data set \`${a.dataset}\` has images of ${formatShape(a.expected)}, and \`input\` says ${formatShape(a.found)}`,
    help: `write \`input: { height: ${a.expected[0]}, width: ${a.expected[1]}, channels: ${a.expected[2]} }\``,
  }),
  'train/output-shape': (a: { loss: string; found: readonly number[] }) => ({
    text: `loss \`${a.loss}\` needs a vector of scores, one for each class, and the model ends in ${formatShape(a.found)}`,
    help: 'end the layers with `- flatten` and `- dense: { units: ... }`',
  }),
  'train/classes': (a: { dataset: string; classes: number; units: number; layer: string }) => ({
    text: `data set \`${a.dataset}\` has ${a.classes} classes, and \`${a.layer}\` gives ${a.units} scores`,
    help: `use ${a.classes} units`,
  }),
  'train/two-clips': (_: object) => ({
    text: 'gradients are bounded either together by `clip_norm` or number by number by `clip_value`, not by both',
    help: 'take one of them away',
  }),
  'train/too-high': (a: { key: string; choice: string; word: string }) => ({
    text: `${quote(a.key)} stands in \`train\`, and is a setting of its \`${a.choice}\``,
    help: `write it as in \`${a.choice}: { ${a.word}: { ${a.key}: ... } }\``,
  }),
  'train/too-deep': (a: { key: string; word: string }) => ({
    text: `${quote(a.key)} stands among the settings of \`${a.word}\`, and is one of \`train\``,
    help: `move it up, to stand in \`train\` itself`,
  }),
  'train/outside': (a: { folder: string }) => ({
    text: `folder ${quote(a.folder)} is outside of the folder of the spec`,
    help: 'name a folder beside the spec or below it; `modelc train --data DIR` takes any',
  }),
  'train/several-inputs': (a: { count: number }) => ({
    text: `training takes one input, and the model has ${a.count}`,
    help: 'take `train` away: data sets with several inputs are not known yet; `modelc build` writes the model for a program of your own',
  }),
  'train/no-weights': (_: object) => ({
    text: 'there is nothing to train: the model has no trainable weights',
    help: 'add a layer with weights, such as `conv2d` or `dense`',
  }),
};
