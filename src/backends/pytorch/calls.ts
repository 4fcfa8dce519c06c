import { argumentsOf } from '../python/code';
import { type Code, flatten, type Group, typeOf, usesOf } from '../source/code';
import type { HelperName } from './helpers';

/** What type checkers know a value to be: a module gives anything at all for them. */
export const TENSOR = 'Tensor';
export const ANY = 'Any';

/** Arguments by name; those without a value are left out. */
type Keyed = Readonly<Record<string, Code | undefined>>;

function call(name: string, positional: readonly Code[], keyed: Keyed): Group {
  return { open: `${name}(`, items: argumentsOf(positional, keyed), close: ')' };
}

/** `F.relu(x)` */
export function functional(name: string, positional: readonly Code[], keyed: Keyed = {}): Group {
  return { ...call(`F.${name}`, positional, keyed), uses: ['F'], type: TENSOR };
}

/** `torch.flatten(x, 1)` */
export function torch(name: string, positional: readonly Code[], keyed: Keyed = {}): Group {
  return { ...call(`torch.${name}`, positional, keyed), uses: ['torch'], type: TENSOR };
}

/** The making of a module of PyTorch's: `nn.Conv2d(3, 16, 5)` */
export function nn(name: string, positional: readonly Code[], keyed: Keyed = {}): Group {
  return { ...call(`nn.${name}`, positional, keyed), uses: [`nn.${name}`] };
}

/** A function of the program's own at work, or one of its modules made. */
export function helper(name: HelperName, positional: readonly Code[], keyed: Keyed = {}): Group {
  return { ...call(name, positional, keyed), uses: [name], type: TENSOR };
}

/** A module at work: `self.conv(x)` */
export function applied(self: string, input: Code): Group {
  return { ...call(self, [input], {}), type: ANY };
}

/** A method of a value, which gives one of the same type: `x.permute(0, 2, 3, 1)` */
export function method(value: Code, name: string, positional: readonly Code[]): Group {
  return { ...call(`${flatten(value)}.${name}`, positional, {}), uses: [...usesOf(value)], type: typeOf(value) };
}
