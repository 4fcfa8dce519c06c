import { argumentsOf } from '../python/code';
import { type Code, flatten, type Group, usesOf } from '../source/code';
import type { HelperName } from './helpers';

/** Arguments by name, without those that have no value. */
export type Keyed = Readonly<Record<string, Code | undefined>>;

function call(name: string, positional: readonly Code[], keyed: Keyed): Group {
  return { open: `${name}(`, items: argumentsOf(positional, keyed), close: ')' };
}

/** `F.relu(x)` */
export function functional(name: string, positional: readonly Code[], keyed: Keyed = {}): Group {
  return { ...call(`F.${name}`, positional, keyed), uses: ['F'] };
}

/** `torch.flatten(x, 1)` */
export function torch(name: string, positional: readonly Code[], keyed: Keyed = {}): Group {
  return { ...call(`torch.${name}`, positional, keyed), uses: ['torch'] };
}

/** The creation of a PyTorch module: `nn.Conv2d(3, 16, 5)` */
export function nn(name: string, positional: readonly Code[], keyed: Keyed = {}): Group {
  return { ...call(`nn.${name}`, positional, keyed), uses: [`nn.${name}`] };
}

/** The creation of a module whose class is a parameter: `activation()` */
export function created(type: string): Group {
  return { ...call(type, [], {}), uses: [type] };
}

/** A call of a function of the program, or the creation of one of its modules. */
export function helper(name: HelperName, positional: readonly Code[], keyed: Keyed = {}): Group {
  return { ...call(name, positional, keyed), uses: [name] };
}

/** A call of a module: `self.conv(x)` */
export function applied(self: string, input: Code): Group {
  return call(self, [input], {});
}

/** A method of a value: `x.permute(0, 2, 3, 1)` */
export function method(value: Code, name: string, positional: readonly Code[]): Group {
  return { ...call(`${flatten(value)}.${name}`, positional, {}), uses: [...usesOf(value)] };
}
