import { extents, type Window } from '../../dimensions/window';
import { type Expression, isScalar, namesIn, type Value } from '../../expression/ast';
import type { BlockUse, Body, Node } from '../../graph/graph';
import { scopesIn } from '../../graph/walk';
import type { Kind } from '../../schema/kinds';
import { plainValue } from '../source/expression';
import type { PlacedUse } from './constants';

/** The kinds that are one convolution of PyTorch, which takes words as its padding. */
const convolutions: ReadonlySet<Kind> = new Set(['conv1d', 'conv2d', 'depthwise_conv1d', 'depthwise_conv2d']);

/** The Python type of a parameter that is the padding of convolutions. */
export type PaddingType = 'int' | 'str' | 'int | str';

/** Parameters of blocks that convolutions of PyTorch take as their padding, whatever their values are in this program. */
export type Paddings = ReadonlyMap<string, ReadonlyMap<string, PaddingType>>;

/** PyTorch has no `same` for a convolution with a stride; where one needs it, the parameter is none. */
export function paddingParametersIn(uses: readonly PlacedUse[]): Paddings {
  const found = new Map<string, ReadonlyMap<string, PaddingType>>();
  for (const block of new Set(uses.map(({ use }) => use.block))) {
    const own = uses.flatMap(({ use }) => (use.block === block ? [use] : []));
    const types = [...(own[0]?.parameters.keys() ?? [])].flatMap((name) => {
      const type = typeIn(own, name);
      return type ? [[name, type] as const] : [];
    });
    if (types.length > 0) found.set(block, new Map(types));
  }
  return found;
}

/** What a use gives a parameter that is a padding: PyTorch's word, or cells. */
export function paddingOfUse(use: BlockUse, name: string, type: PaddingType): string | number | undefined {
  const value = use.parameters.get(name);
  if (value === undefined || use.symbols.has(name) || !isScalar(value)) return undefined;
  const plain = plainValue(value);
  // Windows of one cell need no padding, with any stride.
  const isNone = plain === 'valid' || (plain === 'same' && !readersOf(use, name).every(hasUnitStride));
  if (!isNone) return typeof plain === 'boolean' ? undefined : plain;
  return type === 'int' ? 0 : 'valid';
}

/** The default of such a parameter, if it has its type. */
export function paddingAs(type: PaddingType, standard: Value | undefined): number | string | undefined {
  const plain = standard === undefined || !isScalar(standard) ? undefined : plainValue(standard);
  if (plain === 'valid' && type === 'int') return 0;
  return typeof plain === 'string'
    ? type === 'int' || plain === 'causal'
      ? undefined
      : plain
    : isCells(standard) && type !== 'str'
      ? Number(plain)
      : undefined;
}

/** The type of a parameter; undefined if something else than convolutions reads it, or one needs other pads than PyTorch has. */
function typeIn(uses: readonly BlockUse[], name: string): PaddingType | undefined {
  const values = uses.map((use) => use.parameters.get(name));
  if (!values.includes('same') && !values.includes('valid')) return undefined;
  if (!uses.every((use) => isPlainIn(use, name) && readersOf(use, name).every((node) => isTaken(use, node, name))))
    return undefined;
  const words = values.filter((value) => typeof value === 'string');
  if (words.length === values.length) return 'str';
  const isNumber = words.every((word) => word === 'valid') && uses.every(({ symbols }) => !symbols.has(name));
  return isNumber ? 'int' : 'int | str';
}

/** Whether PyTorch does the same for the value that a use gives. */
function isTaken({ parameters, symbols }: BlockUse, { kind, attributes }: Node, name: string): boolean {
  if (!convolutions.has(kind) || !attributes || !('kernel' in attributes)) return false;
  const window = attributes as Window;
  const value = parameters.get(name);
  if (value === 'same') return isUnit(window) || (!symbols.has(name) && extents(window).every((cells) => cells === 1));
  return value === 'valid' || isCells(value);
}

function isCells(value: Value | undefined): boolean {
  return value !== undefined && isScalar(value) && typeof plainValue(value) === 'number';
}

function isUnit({ stride }: Window): boolean {
  return stride.every((step) => step === 1);
}

function hasUnitStride({ attributes }: Node): boolean {
  return attributes !== undefined && 'stride' in attributes && isUnit(attributes as Window);
}

/** Whether a block reads a parameter only as it is: as a padding, or for other blocks. */
function isPlainIn({ computed, body }: BlockUse, name: string): boolean {
  const isFree = (expression: Expression): boolean => namesIn(expression).every((each) => each.name !== name);
  const isPlain = (expression: Expression): boolean => expression.type === 'name' || isFree(expression);
  const inBody = ({ steps, conditions, decisions }: Body): boolean =>
    conditions.every(({ when }) => isFree(when)) &&
    decisions.every(({ names }) => !names.includes(name)) &&
    steps.every((step) => {
      if (step.type === 'use') return [...step.use.symbols.values()].every(isPlain);
      if (step.type === 'node')
        return [...step.node.symbols].every(([attribute, expression]) =>
          attribute === 'padding' ? isPlain(expression) : isFree(expression),
        );
      const isOther = step.type === 'repeat' && step.repeat.times ? isFree(step.repeat.times) : true;
      return isOther && scopesIn(step).every((scope) => inBody(scope.body));
    });
  return [...computed.values()].every(isFree) && inBody(body);
}

/** The layers of a block itself that have a parameter as their padding. */
function readersOf({ body }: BlockUse, name: string): readonly Node[] {
  const inBody = ({ steps }: Body): Node[] =>
    steps.flatMap((step) => {
      if (step.type === 'use') return [];
      if (step.type !== 'node') return scopesIn(step).flatMap((scope) => inBody(scope.body));
      const expression = step.node.symbols.get('padding');
      return expression?.type === 'name' && expression.name === name ? [step.node] : [];
    });
  return inBody(body);
}
