import { entry } from '../../../dimensions/dimension';
import { transposedAxes } from '../../../dimensions/transposed-window';
import { isUnpadded, type Pad, padsOf } from '../../../dimensions/window';
import type { Kind } from '../../../schema/kinds';
import type { GraphBuilder, Value } from '../graph-builder';
import type { GraphLayer, GraphRow, Lowered } from '../graph-layer';
import {
  addBias,
  biasGradient,
  convolve,
  convolveBack,
  convolveForward,
  convolveKernel,
  isSame,
  noPads,
  type Sliding,
  singleSteps,
} from '../ops/convolution';
import { batchedShape, crop, pad } from '../ops/layout';
import { convolveDepthwise } from './depthwise';
import { type DilatedKernel, dilateKernel } from './dilate-kernel';
import { convolutionGradients } from './grouped';
import { convolveInParts, kernelInParts, type Whole } from './stacked-remainder';

/** Adds the bias of a layer to sums, with its gradient. */
export function withBias<K extends Kind>(layer: GraphLayer<K>, bias: boolean, sums: Lowered): Lowered {
  if (!bias) return sums;
  const { g } = layer;
  return {
    ...sums,
    output: addBias(g, sums.output, layer.weight('bias')),
    backward: (gradient) => {
      const { inputs, weights } = sums.backward(gradient);
      return { inputs, weights: { ...weights, bias: biasGradient(g, gradient) } };
    },
  };
}

/** Groups follow from the channels of the kernel. */
export const conv2d: GraphRow<'conv2d'> = (layer) => {
  const { g, attributes, x, shape } = layer;
  const { stride, dilation, groups } = attributes;
  const kernel = dilateKernel(g, layer.weight('kernel'), layer.weightShape('kernel'), dilation);
  const image = shape.slice(0, -1);
  const pads = padsOf(attributes, image);
  const sliding: Sliding = { stride, pads, same: isSame(pads, image, attributes) };
  const { inParts, byProducts, joined } = layer.choices;
  const convolution = { x, image, kernel: kernel.dilated, shape: kernel.shape, groups, sliding, byProducts };
  if (inParts)
    return withBias(layer, attributes.bias, splitRemainder(g, { ...convolution, output: layer.output }, kernel));
  return withBias(layer, attributes.bias, {
    ...(joined && { joined: { ...convolution, bias: attributes.bias } }),
    output: convolveForward(g, convolution),
    backward: (gradient) => {
      const gradients = convolutionGradients(g, convolution, gradient);
      return { inputs: [gradients.input], weights: { kernel: kernel.gather(gradients.kernel) } };
    },
  });
};

function splitRemainder(g: GraphBuilder, whole: Whole, kernel: DilatedKernel): Lowered {
  return {
    output: convolveInParts(g, whole),
    backward: (gradient) => ({
      inputs: [convolutionGradients(g, whole, gradient).input],
      weights: { kernel: kernel.gather(kernelInParts(g, whole, gradient)) },
    }),
  };
}

export const depthwiseConv2d: GraphRow<'depthwise_conv2d'> = (layer) => {
  const { g, attributes, x, shape } = layer;
  const [kernel, kernelShape] = [layer.weight('kernel'), layer.weightShape('kernel')];
  const depthwise = convolveDepthwise(g, attributes, { x, shape, kernel, kernelShape });
  return withBias(layer, attributes.bias, {
    output: depthwise.output,
    backward: (gradient) => ({
      inputs: [depthwise.back(gradient)],
      weights: { kernel: depthwise.kernelGradient(gradient) },
    }),
  });
};

export const separableConv2d: GraphRow<'separable_conv2d'> = (layer) => {
  const { g, attributes, x, shape } = layer;
  const [kernel, kernelShape] = [layer.weight('depthwise_kernel'), layer.weightShape('depthwise_kernel')];
  const depthwise = convolveDepthwise(g, attributes, { x, shape, kernel, kernelShape });
  const pointwise = layer.weight('pointwise_kernel');
  const between = depthwise.output;
  const products = { x: between, kernel: pointwise, shape: layer.weightShape('pointwise_kernel') };
  return withBias(layer, attributes.bias, {
    output: convolveForward(g, { ...products, sliding: singleSteps }),
    backward: (gradient) => {
      const middle = convolveBack(g, { sizes: g.shapeOf(between), kernel: pointwise, gradient }, singleSteps);
      return {
        inputs: [depthwise.back(middle)],
        weights: {
          depthwise_kernel: depthwise.kernelGradient(middle),
          pointwise_kernel: convolveKernel(g, { ...products, gradient }, singleSteps),
        },
      };
    },
  });
};

/** Runs the gradient of a convolution forward: computes the full output, then removes padding or adds zeros after it. */
export const conv2dTranspose: GraphRow<'conv2d_transpose'> = (layer) => {
  const { g, attributes, x, shape } = layer;
  const { stride, filters, bias } = attributes;
  const axes = transposedAxes(attributes, shape.slice(0, -1));
  const sliding: Sliding = { stride, pads: noPads };
  const kernel = dilateKernel(g, layer.weight('kernel'), layer.weightShape('kernel'), attributes.dilation);
  const more = axes.map(({ after }): Pad => [0, Math.max(-after, 0)]);
  const [sizes, fullSizes] = [axes.map(({ size }) => size), axes.map(({ full }) => full)];
  /** Cells removed from both ends, after zeros were added. */
  const cut = axes.map(({ full, size, before }, axis): Pad => [before, full + entry(more, axis)[1] - size - before]);
  const [pads, crops] = [!isUnpadded(more), !isUnpadded(cut)];
  const fullShape = batchedShape(g, x, [...fullSizes, filters]);
  const full = convolveBack(g, { sizes: fullShape, kernel: kernel.dilated, gradient: x }, sliding);
  const padded = pads ? pad(g, full, more) : full;
  /** Back to the full output: removed cells have no gradient. */
  const uncut = (gradient: Value): Value => {
    const whole = crops ? pad(g, gradient, cut) : gradient;
    return pads ? crop(g, whole, noPads, fullSizes) : whole;
  };
  return withBias(layer, bias, {
    output: crops ? crop(g, padded, cut, sizes) : padded,
    backward: (gradient) => {
      const whole = uncut(gradient);
      return {
        inputs: [convolve(g, whole, kernel.dilated, sliding)],
        weights: { kernel: kernel.gather(convolveKernel(g, { x: whole, shape: kernel.shape, gradient: x }, sliding)) },
      };
    },
  });
};
