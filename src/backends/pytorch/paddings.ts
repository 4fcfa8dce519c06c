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

/** A parameter of a block that convolutions take as their padding, whatever its values are in this program. */
export interface PaddingParameter {
  readonly type: PaddingType;
  /** Whether some have `same` and a stride, which PyTorch does not take. */
  readonly strided: boolean;
}

export type Paddings = ReadonlyMap<string, ReadonlyMap<string, PaddingParameter>>;

/** The parameters of blocks that are paddings. */
export function paddingParametersIn(uses: readonly PlacedUse[]): Paddings {
  const found = new Map<string, ReadonlyMap<string, PaddingParameter>>();
  for (const block of new Set(uses.map(({ use }) => use.block))) {
    const own = uses.flatMap(({ use }) => (use.block === block ? [use] : []));
    const types = [...(own[0]?.parameters.keys() ?? [])].flatMap((name) => {
      const parameter = parameterIn(own, name);
      return parameter ? [[name, parameter] as const] : [];
    });
    if (types.length > 0) found.set(block, new Map(types));
  }
  return found;
}

/** What a use gives a parameter that is a padding: PyTorch's word, or cells. */
export function paddingOfUse(
  use: BlockUse,
  name: string,
  { type, strided }: PaddingParameter,
): string | number | undefined {
  const value = use.parameters.get(name);
  if (value === undefined || use.symbols.has(name) || !isScalar(value)) return undefined;
  const plain = plainValue(value);
  // Windows of one cell need no padding, with any stride.
  const isNone = plain === 'valid' || (plain === 'same' && !strided && !readersOf(use, name).every(hasUnitStride));
  if (!isNone) return typeof plain === 'boolean' ? undefined : plain;
  return type === 'int' ? 0 : 'valid';
}

/** The default of such a parameter, if it has its type. */
export function paddingAs({ type }: PaddingParameter, standard: Value | undefined): number | string | undefined {
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
function parameterIn(uses: readonly BlockUse[], name: string): PaddingParameter | undefined {
  const values = uses.map((use) => use.parameters.get(name));
  const hasWord = values.includes('same') || values.includes('valid');
  if (!hasWord || values.includes('causal')) return undefined;
  const words = values.filter((value) => typeof value === 'string');
  const isRead = (is: typeof isTaken): boolean =>
    uses.every((use) => readersOf(use, name).every((node) => is(use, node, name)));
  if (!uses.every((use) => isPlainIn(use, name)) || !isRead(isConvolution)) return undefined;
  const isWord = words.length === values.length;
  if (!isRead(isTaken)) return isWord ? { type: 'str', strided: true } : undefined;
  if (isWord) return { type: 'str', strided: false };
  const isNumber = words.every((word) => word === 'valid') && uses.every(({ symbols }) => !symbols.has(name));
  return { type: isNumber ? 'int' : 'int | str', strided: false };
}

function isConvolution(_: BlockUse, { kind, attributes }: Node): boolean {
  return convolutions.has(kind) && attributes !== undefined;
}

/** Whether PyTorch does the same for the value that a use gives. */
function isTaken({ parameters, symbols }: BlockUse, { attributes }: Node, name: string): boolean {
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
