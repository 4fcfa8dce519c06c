import { alternatives, quote } from './words';

/** What is legal and most likely not meant. A spec that means it says so under `allow`. */
export const warnings = {
  'outputs/no-loss-weight': (a: { name: string }) => ({
    text: `output \`${a.name}\` is for training alone and says no \`loss_weight\`: its loss counts as much as the main one`,
    help: 'write a weight, such as `loss_weight: 0.3`; or `loss_weight: 1` if that is meant',
  }),
  'layers/bias-before-norm': (a: { layer: string; norm: string }) => ({
    text: `\`${a.layer}\` adds a bias, and \`${a.norm}\` right after it takes the mean off again`,
    help: 'write `bias: false`: the norm has a shift of its own',
  }),
  'layers/unread': (a: { layer: string }) => ({
    text: `nothing reads \`${a.layer}\`, and it is no output`,
    help: 'name it in a `from`, mark it by `output`, or take it away',
  }),
  'layers/kernel-name': (a: { what: string; says: string; found: string }) => ({
    text: `${a.what} says ${a.says}, and the largest kernel in it is ${a.found}`,
    help: 'change the kernel, or the name',
  }),
  'layers/two-activations': (a: { first: string; second: string }) => ({
    text: `\`${a.first}\` and \`${a.second}\` are two activations in a row`,
    help: 'take one of them away',
  }),
  'layers/skips-cells': (a: { layer: string; axis: string; stride: number; extent: number }) => ({
    text: `windows of \`${a.layer}\` reach over ${a.extent} cells and step by ${a.stride}: it leaves cells of the ${a.axis} out`,
    help: `use a stride of at most ${a.extent}, or a larger kernel`,
  }),
  'layers/pool-of-one': (a: { layer: string }) => ({
    text: `\`${a.layer}\` pools windows of one cell and changes nothing`,
    help: 'use a larger kernel, or take it away',
  }),
  'blocks/unused': (a: { block: string }) => ({
    text: `block ${quote(a.block)} is used nowhere`,
    help: `write \`use: ${a.block}\`, or take it away`,
  }),
  'blocks/unused-parameter': (a: { block: string; parameter: string }) => ({
    text: `parameter ${quote(a.parameter)} of block \`${a.block}\` is used nowhere in it`,
    help: `write \`"\${${a.parameter}}"\` where it is meant, or take it away`,
  }),
  'let/unused': (a: { name: string }) => ({
    text: `value ${quote(a.name)} is used nowhere`,
    help: `write \`"\${${a.name}}"\` where it is meant, or take it away`,
  }),
  'train/softmax-twice': (a: { loss: string; layer: string }) => ({
    text: `loss \`${a.loss}\` applies softmax itself, and \`${a.layer}\` has applied it already`,
    help: 'take the `softmax` away: the loss works on the scores before it',
  }),
  'train/sigmoid-twice': (a: { loss: string; layer: string }) => ({
    text: `loss \`${a.loss}\` applies the sigmoid itself, and \`${a.layer}\` has applied it already`,
    help: 'take the `sigmoid` away: the loss works on the scores before it',
  }),
  'train/activation-before-loss': (a: { loss: string; layer: string; losses: readonly string[] }) => ({
    text: `the scores that loss \`${a.loss}\` takes go through activation \`${a.layer}\` first`,
    help: `take it away: ${alternatives(a.losses)} work on scores of any size and sign`,
  }),
};

export type WarningCode = keyof typeof warnings;
