import { attribute, input, numbersOf, type OnnxCase } from './onnx-case';
import { asSample, axisName, layer, ofFirst, type Writing, weightsOf } from './written';

/** A function of each value, with the attributes that the language has for it. */
export const pointwise =
  (kind: string, attributesOf: (one: OnnxCase) => object | string = () => ({})) =>
  (one: OnnxCase): Writing => {
    const attributes = attributesOf(one);
    return typeof attributes === 'string' ? attributes : ofFirst(one, [layer(kind, attributes)]);
  };

export const leakyRelu = pointwise('leaky_relu', (one) => ({ slope: attribute(one, 'alpha', 0.01) }));

export const elu = pointwise('elu', (one) => ({ alpha: attribute(one, 'alpha', 1) }));

export const celu = pointwise('celu', (one) => ({ alpha: attribute(one, 'alpha', 1) }));

export const gelu = pointwise('gelu', (one) => ({ approximate: attribute(one, 'approximate', 'none') }));

/** The numbers of the paper are the defaults of both. */
export const selu = pointwise('selu', ({ attributes }) =>
  'alpha' in attributes || 'gamma' in attributes ? 'numbers of selu other than those of its paper' : {},
);

export const swish = pointwise('silu', (one) =>
  attribute(one, 'alpha', 1) === 1 ? {} : 'a factor inside the sigmoid of swish',
);

export const hardSigmoid = pointwise('hard_sigmoid', () => 'slope of a hard sigmoid');

/** One slope for each channel. */
export function prelu(one: OnnxCase): Writing {
  const slope = input(one, 1);
  if (slope.shape.length !== 1) return 'a slope of prelu for each value';
  return ofFirst(one, [layer('prelu')], { weights: weightsOf({ slope }) });
}

/** Limits that a node leaves out are none at all; without both, it is the identity. */
export function clip(one: OnnxCase): Writing {
  const [minimum, maximum] = [1, 2].map((index) => numbersOf(one, index)?.[0]);
  if (minimum === undefined && maximum === undefined) return ofFirst(one, [{ scale: { factor: 1 } }]);
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) return 'a minimum above the maximum';
  return ofFirst(one, [layer('clip', { minimum, maximum })]);
}

export const softmax =
  (kind: string) =>
  (one: OnnxCase): Writing => {
    const axis = axisName(attribute(one, 'axis', -1), input(one, 0).shape.length);
    return ofFirst(one, [layer(kind, { axis })]);
  };

/** Values of the same shape, or a vector of the channels. A single value is no join in the language. */
export const join =
  (kind: string) =>
  (one: OnnxCase): Writing =>
    one.inputs.length === 1
      ? 'a join of one value'
      : asSample(one, [{ [kind]: {}, from: one.inputs.map((_, index) => `in${index}`) }]);

/** The masks that ONNX expects are those of NumPy's random numbers. */
export function dropout(one: OnnxCase): Writing {
  const rate = numbersOf(one, 1)?.[0] ?? attribute(one, 'ratio', 0.5);
  const training = numbersOf(one, 2)?.[0] === 1;
  if (training && rate > 0) return 'masks drawn by NumPy';
  return ofFirst(one, [layer('dropout', { rate })], { training });
}
