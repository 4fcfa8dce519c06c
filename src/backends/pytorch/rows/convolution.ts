import { isSymmetric, isUnpadded, type Pads, padsOf, type Window } from '../../../dimensions/window';
import { type Code, unless } from '../../source/code';
import { applied, nn } from '../calls';
import type { LayerCode, Lowering, StateEntry } from '../layer-code';
import { padded, paddingModule, symmetricText } from '../layout';

/** A kernel `[...window, in, out]` in PyTorch's layout: out, in, window. */
export function kernelEntry(kernel: readonly number[]): StateEntry {
  const axes = kernel.length;
  return { key: 'weight', order: [axes + 1, axes, ...kernel.keys()] };
}
export const BIAS: StateEntry = { key: 'bias', order: [0] };

/** How a convolution pads: with its own argument, or with cells around its input first. */
export function paddingOf(
  window: Window,
  shape: readonly number[],
  scalar: Lowering<'conv2d'>['scalar'],
): { readonly argument: Code | undefined; readonly before: Pads | undefined } {
  const pads = padsOf(window, shape.slice(0, -1));
  const single = window.stride.every((step) => step === 1);
  if (window.padding === 'same' && single && !isUnpadded(pads)) return { argument: '"same"', before: undefined };
  const [[cells] = [0]] = pads;
  if (typeof window.padding !== 'string' && pads.flat().every((other) => other === cells))
    return { argument: unless('0', scalar('padding', cells)), before: undefined };
  if (isUnpadded(pads)) return { argument: undefined, before: undefined };
  if (isSymmetric(pads)) return { argument: symmetricText(pads), before: undefined };
  return { argument: undefined, before: pads };
}

/** A module after its padding. */
export function afterPadding(
  module: Code,
  before: Pads | undefined,
): Pick<LayerCode, 'module' | 'modules' | 'expression'> {
  return {
    module,
    modules: before ? [paddingModule(before), module] : [module],
    expression: ([x = ''], self) => applied(self, before ? padded(x, before) : x),
  };
}

export function convolution(lowering: Lowering<'conv1d'> | Lowering<'conv2d'>): LayerCode {
  const { attributes, inputs, channels, scalar, pair } = lowering;
  const { kernel, stride, dilation, groups, bias } = attributes;
  const filters = scalar('filters', attributes.filters);
  const { argument, before } = paddingOf(attributes, inputs[0] ?? [], scalar);
  const module = nn(`Conv${kernel.length}d`, [channels[0] ?? '', filters, pair('kernel', kernel)], {
    stride: unless('1', pair('stride', stride)),
    padding: argument,
    dilation: unless('1', pair('dilation', dilation)),
    groups: unless('1', scalar('groups', groups)),
    bias: unless('True', scalar('bias', bias)),
  });
  return {
    ...afterPadding(module, before),
    channels: filters,
    state: { kernel: kernelEntry(kernel), ...(bias && { bias: BIAS }) },
  };
}
