import type { FunctionDeclarationStructure } from 'ts-morph';
import { layOut } from '../source/code';
import { type Callee, LINE_WIDTH } from './frame';

/** A function as ts-morph takes it. */
export type FunctionCode = Omit<FunctionDeclarationStructure, 'kind'>;

/** A function with the names that it refers to: parts, and its own parameters. */
export interface UsingFunction {
  readonly code: FunctionCode;
  readonly uses: ReadonlySet<string>;
}

export const TENSOR = 'tf.SymbolicTensor';

/** A parameter of a block, with the type that its value has in TypeScript. */
export interface TypedParameter {
  readonly name: string;
  readonly identifier: string;
  readonly type: string;
  /** The TypeScript of its default. */
  readonly standard: string | undefined;
}

/** The signature of a block: `inception(input, name, { reduce = 16, out = 24 } = {})`, with only the parameters that it needs. */
export function signatureOf(
  { identifier, needsName, keys }: Callee,
  inputs: readonly string[],
  parameters: readonly TypedParameter[],
): FunctionCode {
  const ordinary = [
    ...inputs.map((name) => ({ name, type: TENSOR })),
    ...(needsName ? [{ name: 'name', type: 'string' }] : []),
  ];
  const returnType = keys ? `{ ${keys.map((key) => `${key}: ${TENSOR}`).join('; ')} }` : TENSOR;
  const others = `function ${identifier}(${ordinary.map(({ name, type }) => `${name}: ${type}`).join(', ')},  = {}): ${returnType} {`;
  const options = parameters.length > 0 ? [optionsParameter(parameters, LINE_WIDTH - others.length)] : [];
  return { name: identifier, parameters: [...ordinary, ...options], returnType };
}

/** `{ reduce = 16, out = 24 } = {}`, with types if a parameter has no default. */
function optionsParameter(
  parameters: readonly TypedParameter[],
  width: number,
): { name: string; type?: string; initializer?: string } {
  const items = parameters.map(({ identifier, standard }) => {
    return standard === undefined ? identifier : `${identifier} = ${standard}`;
  });
  const name = layOut({ open: '{', items, close: '}', spaced: true }, width);
  if (parameters.every(({ standard }) => standard !== undefined)) return { name, initializer: '{}' };
  const types = parameters.map(({ identifier, type, standard }) => {
    return `${identifier}${standard === undefined ? '' : '?'}: ${type}`;
  });
  return { name, type: `{ ${types.join('; ')} }` };
}
