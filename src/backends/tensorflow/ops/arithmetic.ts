import type { GraphBuilder, Value } from '../graph-builder';
import { machine } from '../machine';
import { int, type } from '../proto/attribute';
import type { DataType } from '../proto/data-type';

const unary =
  (operation: string) =>
  (g: GraphBuilder, x: Value): Value =>
    g.add(operation, [x], { T: type(x.type) });

/** Shapes are broadcast from the last axis on. */
const binary =
  (operation: string) =>
  (g: GraphBuilder, left: Value, right: Value): Value =>
    g.add(operation, [left, right], { T: type(left.type) });

const comparison =
  (operation: string) =>
  (g: GraphBuilder, left: Value, right: Value): Value =>
    g.add(operation, [left, right], { T: type(left.type) }, { type: 'bool' });

export const negate = unary('Neg');
export const absolute = unary('Abs');
/** -1, 0 or 1. */
export const sign = unary('Sign');
/** log(1 + x). */
export const logOfOneMore = unary('Log1p');
export const square = unary('Square');
export const inverseRoot = unary('Rsqrt');
export const root = unary('Sqrt');
export const exponential = unary('Exp');
export const errorFunction = unary('Erf');
export const sigmoid = unary('Sigmoid');
export const tanh = unary('Tanh');
export const relu = unary('Relu');
export const relu6 = unary('Relu6');
export const elu = unary('Elu');
export const selu = unary('Selu');
export const softmax = unary('Softmax');
export const logSoftmax = unary('LogSoftmax');
export const softplus = unary('Softplus');
export const softsign = unary('Softsign');
export const zerosLike = unary('ZerosLike');

export const add = binary('AddV2');
export const subtract = binary('Sub');
export const multiply = binary('Mul');
export const divide = binary('RealDiv');
export const minimum = binary('Minimum');
export const maximum = binary('Maximum');
/** From the output and the upstream gradient. */
export const sigmoidGradient = binary('SigmoidGrad');
export const tanhGradient = binary('TanhGrad');
/** From the upstream gradient and the output. */
export const reluGradient = binary('ReluGrad');
export const relu6Gradient = binary('Relu6Grad');
export const eluGradient = binary('EluGrad');
/** From the upstream gradient and the input. */
export const softplusGradient = binary('SoftplusGrad');
export const softsignGradient = binary('SoftsignGrad');

export const greater = comparison('Greater');
export const greaterEqual = comparison('GreaterEqual');
export const equal = comparison('Equal');

/** A value times a constant. */
export function scale(g: GraphBuilder, x: Value, factor: number): Value {
  return multiply(g, x, numberLike(g, x, factor));
}

/** A value plus a constant. */
export function shift(g: GraphBuilder, x: Value, by: number): Value {
  return add(g, x, numberLike(g, x, by));
}

/** A number with the type of a value. */
export function numberLike(g: GraphBuilder, x: Value, value: number): Value {
  return cast(g, g.scalar(value), x.type);
}

/** The sum of values of one shape. */
export function sumOf(g: GraphBuilder, values: readonly Value[]): Value {
  const [first, ...others] = values;
  if (!first) throw new Error('a sum of nothing was asked for');
  const fast = machine.fastSums[first.type === 'bfloat16' ? 'bf16' : 'f32'];
  if (others.length > 1 && fast) return g.add('AddN', values, { N: int(values.length), T: type(first.type) });
  return others.reduce((total, value) => add(g, total, value), first);
}

export function cast(g: GraphBuilder, x: Value, to: DataType): Value {
  if (x.type === to) return x;
  return g.add('Cast', [x], { SrcT: type(x.type), DstT: type(to) }, { type: to });
}

/** The first where the condition holds, otherwise the second. */
export function select(g: GraphBuilder, condition: Value, yes: Value, no: Value): Value {
  return g.add('SelectV2', [condition, yes, no], { T: type(yes.type) }, { type: yes.type });
}
