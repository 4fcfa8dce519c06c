import { both, formatShape, quote } from './words';

/** `height: 28, width: 28, channels: 1`, of sizes with the channels first. */
function channelsLast(axes: readonly string[], [channels, ...places]: readonly number[]): string {
  const sizes = [...places, channels];
  return axes.map((axis, index) => `${axis}: ${sizes[index]}`).join(', ');
}

/** Legal, but probably a mistake. A spec that means it lists the code under `allow`. */
export const warnings = {
  'outputs/no-loss-weight': (a: { name: string }) => ({
    text: `training-only output \`${a.name}\` has no \`loss_weight\`, so its loss counts as much as the main one`,
    help: 'write a weight, such as `loss_weight: 0.3`, or `loss_weight: 1` if that is intended',
  }),
  'layers/bias-before-norm': (a: { layer: string; norm: string; shared: boolean }) => ({
    text: a.shared
      ? `\`${a.layer}\`, like each layer that uses its weights, adds a bias that the norm right after it subtracts again`
      : `\`${a.layer}\` adds a bias that \`${a.norm}\` right after it subtracts again`,
    help: a.shared
      ? `write \`bias: false\` on \`${a.layer}\` and on each layer that uses its weights: the norms have their own offsets`
      : 'write `bias: false`: the norm has its own offset',
  }),
  'layers/unread': (a: { layer: string; before: readonly string[]; shared: boolean }) => ({
    text: a.shared
      ? `the output of \`${a.layer}\` is never used, only its weights${unreadBefore(a.before)}`
      : `\`${a.layer}\` is never used and is not an output${unreadBefore(a.before)}`,
    help: a.shared
      ? 'name it in a `from` or mark it with `output`; to remove it, first change each `weights` that names it'
      : 'name it in a `from`, mark it with `output`, or remove it',
  }),
  'layers/kernel-name': (a: { what: string; says: string; found: string }) => ({
    text: `the name of ${a.what} says ${a.says}, but its largest kernel is ${a.found}`,
    help: 'change the kernel or the name',
  }),
  'layers/two-activations': (a: { first: string; second: string }) => ({
    text: `\`${a.first}\` and \`${a.second}\` are two activations in a row`,
    help: 'remove one of them',
  }),
  'layers/two-linear': (a: { first: string; second: string }) => ({
    text: `\`${a.first}\` and \`${a.second}\` are linear, with no activation between them: one layer could compute the same`,
    help: 'put an activation between them, such as `- relu`, or remove one of them',
  }),
  'layers/softmax-of-one': (a: { layer: string; always: 0 | 1 }) => ({
    text: `\`${a.layer}\` has one value, so its output is always ${a.always}`,
    help: 'use `sigmoid` for one probability, or one unit per class',
  }),
  'layers/norm-momentum': (a: { layer: string; momentum: number }) => ({
    text: `\`${a.layer}\` keeps only ${a.momentum} of its running statistics at each step`,
    help: `\`momentum\` is the share that is kept: PyTorch's ${a.momentum} is ${Number((1 - a.momentum).toFixed(12))} here`,
  }),
  'layers/norm-of-one': (a: { layer: string }) => ({
    text: `\`${a.layer}\` normalises single values, so its output does not depend on its input`,
    help: 'put it where more values share a mean: fewer groups, another norm, or a place further up',
  }),
  'layers/one-path': (a: { path: string; structure: string }) => ({
    text: `\`${a.path}\` is the only path of this \`${a.structure}\`, so there is nothing to join`,
    help: `add a path, such as \`skip: []\` for the value itself, or write the layers of \`${a.path}\` without \`${a.structure}\``,
  }),
  'layers/same-operand': (a: { layer: string; operand: string }) => ({
    text: `\`${a.layer}\` joins \`${a.operand}\` with itself`,
    help: 'name another value in `from`; to double a value, write `scale: { factor: 2 }`',
  }),
  'input/channels-first': (a: { name: string; sizes: readonly number[]; axes: readonly string[] }) => ({
    text: `\`${a.name}\` is ${formatShape(a.sizes)}, which looks as if its channels came first`,
    help: `the order is ${a.axes.join(', ')}: write \`{ ${channelsLast(a.axes, a.sizes)} }\``,
  }),
  'input/preprocess-scale': (a: { key: 'mean' | 'std'; value: number; scaled: number }) => ({
    text: `\`${a.key}\` is ${a.value}, but values are scaled from 0..255 to 0..1 before it is used`,
    help: `divide it by 255: \`${a.scaled}\``,
  }),
  'layers/skips-cells': (a: { layer: string; axis: string; stride: number; extent: number }) => ({
    text: `windows of \`${a.layer}\` cover ${a.extent} cells but move by ${a.stride}: some cells of the ${a.axis} are never read`,
    help: `use a stride of at most ${a.extent}, or a larger kernel`,
  }),
  'layers/pool-of-one': (a: { layer: string }) => ({
    text: `\`${a.layer}\` pools windows of one cell, which changes nothing`,
    help: 'use a larger kernel, or remove it',
  }),
  'blocks/unused': (a: { block: string }) => ({
    text: `block ${quote(a.block)} is never used`,
    help: `add \`use: ${a.block}\`, or remove it`,
  }),
  'blocks/unused-parameter': (a: { block: string; parameter: string }) => ({
    text: `parameter ${quote(a.parameter)} of block \`${a.block}\` is never used`,
    help: `write \`"\${${a.parameter}}"\` where you meant it, or remove it`,
  }),
  'let/unused': (a: { name: string }) => ({
    text: `value ${quote(a.name)} is never used`,
    help: `write \`"\${${a.name}}"\` where you meant it, or remove it`,
  }),
  'train/softmax-twice': (a: { loss: string; layer: string }) => ({
    text: `loss \`${a.loss}\` applies softmax itself, but \`${a.layer}\` already has`,
    help: 'remove the `softmax` layer: the loss takes the scores before it',
  }),
  'train/sigmoid-twice': (a: { loss: string; layer: string }) => ({
    text: `loss \`${a.loss}\` applies the sigmoid itself, but \`${a.layer}\` already has`,
    help: 'remove the `sigmoid` layer: the loss takes the scores before it',
  }),
  'train/norm-of-one': (a: { layer: string; batchSize: number }) => ({
    text:
      a.batchSize === 1
        ? `with \`batch_size: 1\`, \`${a.layer}\` sees one value per channel in training, so its output does not depend on its input`
        : `with \`batch_size: ${a.batchSize}\`, the last step of an epoch has one sample, of which \`${a.layer}\` sees one value per channel`,
    help: `use ${a.batchSize === 1 ? 'a larger' : 'another'} \`batch_size\`, or \`layer_norm\``,
  }),
  'train/drops-scores': (a: { loss: string; layer: string }) => ({
    text: `\`${a.layer}\` drops scores at random right before loss \`${a.loss}\``,
    help: 'put it before the last `dense`, where it drops features',
  }),
  'train/high-rate': (a: { optimizer: string; rate: number; usual: number }) => ({
    text: `a learning rate of ${a.rate} is far above what \`${a.optimizer}\` usually takes`,
    help: `start with \`learning_rate: ${a.usual}\``,
  }),
  'train/no-momentum': (_: object) => ({
    text: '`nesterov` changes nothing, since `momentum` is 0',
    help: 'write a momentum, such as `momentum: 0.9`, or remove `nesterov`',
  }),
  'train/no-step': (a: { every: number; epochs: number }) => ({
    text: `the learning rate would first change after ${a.every} epochs, but training has ${a.epochs}`,
    help: 'write a smaller `every`, or more `epochs`',
  }),
  'train/activation-before-loss': (a: { loss: string; layer: string; losses: readonly string[] }) => ({
    text: `the scores for loss \`${a.loss}\` go through activation \`${a.layer}\` first`,
    help: `remove it: ${both(a.losses.map(quote))} work on scores of any size and sign`,
  }),
};

export type WarningCode = keyof typeof warnings;

/** The number of layers that are named. */
const MAXIMUM_NAMED = 3;

/** `; `a` and `b` before it lead to no output either`. */
function unreadBefore(layers: readonly string[]): string {
  if (layers.length === 0) return '';
  const named = layers.slice(-MAXIMUM_NAMED).map(quote);
  const rest = layers.length > named.length ? [`${layers.length - named.length} more`] : [];
  return `; ${both([...named, ...rest])} before it ${layers.length === 1 ? 'leads' : 'lead'} to no output either`;
}
