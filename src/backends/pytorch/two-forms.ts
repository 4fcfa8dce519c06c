import type { AttributeTexts } from '../source/attribute-texts';
import type { Code } from '../source/code';
import { applied, functional, type Keyed, nn } from './calls';
import type { LayerCode } from './layer-code';

/** What PyTorch has as a function and as a module. */
interface Forms {
  /** `relu` */
  readonly function: string;
  /** `ReLU` */
  readonly module: string;
  /** Where the function is; `F` by default. */
  readonly call?: typeof functional;
  /** The arguments after the value, which are the same for both. */
  readonly positional?: (texts: AttributeTexts) => readonly Code[];
  readonly keyed?: (texts: AttributeTexts) => Keyed;
}

/** A layer by its function, `F.relu(x)`, and its module, `nn.ReLU()`. */
export function twoForms(
  lowering: AttributeTexts & { readonly channels: readonly Code[]; readonly forward: AttributeTexts },
  { function: name, module, call = functional, positional = () => [], keyed = () => ({}) }: Forms,
): LayerCode {
  const { forward, channels } = lowering;
  const created = nn(module, positional(lowering), keyed(lowering));
  return {
    expression: ([x = '']) => call(name, [x, ...positional(forward)], keyed(forward)),
    modules: [created],
    ...(created.items.length === 0 && { type: `nn.${module}` }),
    channels: channels[0] ?? '',
  };
}

/** The same for an elementwise function, which can wrap the expression of its input. */
export function elementwiseForms(...given: Parameters<typeof twoForms>): LayerCode {
  return { ...twoForms(...given), wraps: true };
}

/** A layer that is one module. */
export function oneModule(module: Code): Required<Pick<LayerCode, 'module' | 'modules' | 'expression'>> {
  return { module, modules: [module], expression: ([x = ''], self) => applied(self, x) };
}
