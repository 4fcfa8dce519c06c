import { type Code, layOut } from '../source/code';
import { type Callee, LINE_WIDTH } from './frame';

/** A function of a program. */
export interface FunctionCode {
  readonly name: string;
  readonly isExported?: boolean;
  readonly doc: string;
  readonly parameters: readonly Code[];
  readonly returnType: string;
  readonly statements: readonly string[];
}

/** A function with the names that it refers to: parts, and its own parameters. */
export interface UsingFunction {
  readonly code: FunctionCode;
  readonly uses: ReadonlySet<string>;
}

/** The declaration of a function, after an empty line. */
export function functionText({ name, isExported, doc, parameters, returnType, statements }: FunctionCode): string {
  const lines = doc.split('\n');
  const comment =
    lines.length === 1 ? `/** ${doc} */` : ['/**', ...lines.map((line) => ` * ${line}`), ' */'].join('\n');
  const open = `${isExported ? 'export ' : ''}function ${name}(`;
  const signature = layOut({ open, items: parameters, close: `): ${returnType} {` }, LINE_WIDTH);
  return ['', comment, signature, ...statements, '}'].join('\n');
}

export const TENSOR = 'tf.SymbolicTensor';

/** A parameter of a block, with the type that its value has in TypeScript. */
export interface TypedParameter {
  readonly name: string;
  readonly identifier: string;
  readonly type: string;
  /** The TypeScript of its default. */
  readonly standard: string | undefined;
  /** True if the default is an expression over the parameters before it and the sizes of inputs. */
  readonly computed: boolean;
}

/** The signature of a block: `inception(input, name, { reduce = 16, out = 24 } = {})`, with only the parameters that it needs. */
export function signatureOf(
  { identifier, needsName, keys }: Callee,
  inputs: readonly string[],
  parameters: readonly TypedParameter[],
): Pick<FunctionCode, 'name' | 'parameters' | 'returnType'> {
  const ordinary = [...inputs.map((name) => `${name}: ${TENSOR}`), ...(needsName ? ['name: string'] : [])];
  const returnType = keys ? `{ ${keys.map((key) => `${key}: ${TENSOR}`).join('; ')} }` : TENSOR;
  const options = parameters.length > 0 ? [optionsParameter(parameters)] : [];
  return { name: identifier, parameters: [...ordinary, ...options], returnType };
}

/** `{ reduce = 16, out = 24 } = {}`, with types if TypeScript cannot infer them from the defaults. */
function optionsParameter(parameters: readonly TypedParameter[]): Code {
  const items = parameters.map(({ identifier, standard }) => {
    return standard === undefined ? identifier : `${identifier} = ${standard}`;
  });
  const types = parameters.map(({ identifier, type, standard }) => {
    return `${identifier}${standard === undefined ? '' : '?'}: ${type}`;
  });
  const isInferred = parameters.every(({ standard, computed }) => standard !== undefined && !computed);
  const initializer = parameters.every(({ standard }) => standard !== undefined) ? ' = {}' : '';
  return { open: '{', items, close: `}${isInferred ? '' : `: { ${types.join('; ')} }`}${initializer}`, spaced: true };
}
