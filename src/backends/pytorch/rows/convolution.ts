import type { Window } from '../../../dimensions/window';
import { type Code, line, unless, usesOf } from '../../source/code';
import { applied, helper, type Keyed, nn } from '../calls';
import type { LayerCode, Lowering, StateEntry } from '../layer-code';
import { oneModule } from '../two-forms';
import { padded, paddingModule, paddingOf, symmetricText } from './padding';

/** A kernel `[...window, in, out]` in PyTorch's layout: out, in, window. */
export function kernelEntry(kernel: readonly number[]): StateEntry {
  const axes = kernel.length;
  return { key: 'weight', order: [axes + 1, axes, ...kernel.keys()] };
}
export const BIAS: StateEntry = { key: 'bias', order: [0] };

/** What a convolution needs besides its window. */
interface Convolution {
  readonly inputs: Code;
  readonly outputs: Code;
  /** The arguments after those of the window. */
  readonly options: Keyed;
}

/** A convolution as a module, and its call after the padding that the module can't do. */
export function convolutionCode(
  lowering: Pick<Lowering<'conv2d'>, 'scalar' | 'pair' | 'list' | 'forward' | 'inputs' | 'padding'> & {
    readonly attributes: Window;
  },
  { inputs, outputs, options }: Convolution,
): Required<Pick<LayerCode, 'module' | 'modules' | 'expression'>> {
  const { attributes: window, pair, forward } = lowering;
  const name = `Conv${window.kernel.length}d`;
  const sizes = [inputs, outputs, pair('kernel', window.kernel)];
  const windowed = (given: Code | undefined): Keyed => ({
    stride: unless('1', pair('stride', window.stride)),
    padding: given && unless('0', given),
    dilation: unless('1', pair('dilation', window.dilation)),
    ...options,
  });
  const own = name === 'Conv1d' ? 'Conv1dSame' : 'Conv2dSame';
  if (lowering.padding?.strided) {
    const module = nn(name, sizes, windowed(undefined));
    const open = line`(${own} if ${lowering.padding.code} == "same" else nn.${name})(`;
    return oneModule({ ...module, open: open.text, uses: [...usesOf(module), ...usesOf(open), own] });
  }
  if (lowering.padding) return oneModule(nn(name, sizes, windowed(lowering.padding.code)));
  const padding = paddingOf(window, lowering.inputs[0] ?? [], lowering);
  const argument =
    padding.type === 'any_kernel'
      ? '"same"'
      : padding.type === 'fixed'
        ? symmetricText(padding.texts(lowering))
        : undefined;
  const keyed = windowed(argument);
  if (padding.type === 'by_size') {
    return oneModule({ ...helper(own, sizes, keyed), uses: [own, `nn.${name}`] });
  }
  const module = nn(name, sizes, keyed);
  if (padding.type === 'any_kernel' || argument !== undefined) return oneModule(module);
  return {
    module,
    modules: [paddingModule(padding.texts(lowering)), module],
    expression: ([x = ''], self) => applied(self, padded(x, padding.texts(forward))),
  };
}

export function convolution(lowering: Lowering<'conv1d'> | Lowering<'conv2d'>): LayerCode {
  const { attributes, channels, scalar } = lowering;
  const { kernel, groups, bias } = attributes;
  const filters = scalar('filters', attributes.filters);
  const options = { groups: unless('1', scalar('groups', groups)), bias: unless('True', scalar('bias', bias)) };
  return {
    ...convolutionCode(lowering, { inputs: channels[0] ?? '', outputs: filters, options }),
    channels: filters,
    state: { kernel: kernelEntry(kernel), ...(bias && { bias: BIAS }) },
  };
}
