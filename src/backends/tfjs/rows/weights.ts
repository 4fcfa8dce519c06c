import { varianceOf } from '../../../schema/initializer';
import type { WeightSpec } from '../../../schema/layer';
import { unless } from '../../source/code';

/**
 * TypeScript of the initializer of a weight; undefined if it is the default of tf.layers, `glorotNormal` with the fans that tfjs derives from
 * the kernel's shape. Where those give another variance than the spec's, as for depthwise kernels, the deviation is written out.
 */
export function initializerText({ shape, initializer }: WeightSpec): string | undefined {
  switch (initializer.type) {
    case 'zeros':
    case 'ones':
      return `'${initializer.type}'`;
    case 'constant':
      return `tf.initializers.constant({ value: ${initializer.value} })`;
    case 'normal':
      return `tf.initializers.randomNormal({ stddev: ${initializer.deviation} })`;
    case 'truncated_normal':
      return `tf.initializers.truncatedNormal({ stddev: ${initializer.deviation} })`;
    case 'uniform':
      return `tf.initializers.randomUniform({ minval: ${-initializer.limit}, maxval: ${initializer.limit} })`;
    default: {
      const { type, fanIn, fanOut } = initializer;
      const area = shape.slice(0, -2).reduce((product, size) => product * size, 1);
      const [inputs = 1, outputs = 1] = shape.slice(-2);
      const variance = varianceOf(type, fanIn, fanOut);
      if (shape.length > 1 && variance === varianceOf(type, area * inputs, area * outputs))
        return unless("'glorotNormal'", `'${camelCase(type)}'`);
      return type.endsWith('uniform')
        ? `tf.initializers.randomUniform({ minval: ${-Math.sqrt(3 * variance)}, maxval: ${Math.sqrt(3 * variance)} })`
        : `tf.initializers.truncatedNormal({ stddev: ${Math.sqrt(variance)} })`;
    }
  }
}

function camelCase(type: string): string {
  return type.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The options of a layer with a kernel and a bias: their initializers, and whether they are trained. */
export function weightOptions(weights: Readonly<Record<string, WeightSpec>>): Record<string, string | undefined> {
  const { kernel, bias } = weights;
  return {
    kernelInitializer: kernel && initializerText(kernel),
    biasInitializer: bias && unless("'zeros'", initializerText(bias) ?? "'glorotNormal'"),
    trainable: kernel?.trainable === false ? 'false' : undefined,
  };
}
