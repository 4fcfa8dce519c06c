import { product } from '../../../src/dimensions/dimension';
import type { Values } from '../job';
import { attribute, input, type OnnxCase } from './onnx-case';
import { repeated, reshaped, scaled, transposed } from './tensors';
import { LAYER, layer, type Writing, weightsOf } from './written';

/** A matrix of a Gemm, which may be given transposed. */
function matrixOf(one: OnnxCase, index: number, flag: string): Values {
  const matrix = input(one, index);
  return attribute(one, flag, 0) === 1 ? transposed(matrix, [1, 0]) : matrix;
}

/** The second matrix is the kernel; what is added is a bias or, if it differs from row to row, another input. */
export function gemm(one: OnnxCase): Writing {
  const data = matrixOf(one, 0, 'transA');
  const kernel = scaled(matrixOf(one, 1, 'transB'), attribute(one, 'alpha', 1));
  const units = kernel.shape[1] as number;
  const [, , third] = one.inputs;
  const added = third && scaled(third, attribute(one, 'beta', 1));
  const read: Exclude<Writing, string>['read'] = ({ outputs }) => outputs;
  if (added && product(added.shape) > units) {
    const dense = { ...layer('dense', { units, bias: false }), from: 'data' };
    const layers = [dense, { add: {}, from: [LAYER, 'added'] }];
    return { inputs: { data, added }, layers, weights: weightsOf({ kernel }), read };
  }
  const bias = added && repeated(added, units);
  const layers = [layer('dense', { units, bias: bias !== undefined })];
  return { inputs: { input: data }, layers, weights: weightsOf({ kernel, bias }), read };
}

/** One matrix, or vector, is the kernel of all rows of the other; of images, whose places are those rows, that of a convolution. */
export function matMul(one: OnnxCase): Writing {
  const [data, second] = [input(one, 0), input(one, 1)];
  if (second.shape.length > 2 || (data.shape.length === 1 && second.shape.length === 2)) return 'product of two values';
  const kernel = reshaped(second, [second.shape[0] as number, second.shape[1] ?? 1]);
  const units = kernel.shape[1] as number;
  const rows = reshaped(data, data.shape.length === 1 ? [1, ...data.shape] : data.shape);
  const read: Exclude<Writing, string>['read'] = ({ outputs: [output] }) => [
    reshaped(output as Values, one.outputs[0]?.shape ?? []),
  ];
  if (rows.shape.length < 4) {
    const layers = [layer('dense', { units, bias: false })];
    return { inputs: { input: rows }, layers, weights: weightsOf({ kernel }), read };
  }
  const layers = [layer('conv2d', { filters: units, kernel: 1, bias: false })];
  return {
    inputs: { input: rows },
    layers,
    weights: weightsOf({ kernel: reshaped(kernel, [1, 1, ...kernel.shape]) }),
    read,
  };
}
