import type { TypedGraph } from '../graph/typed-graph';
import { varianceOf } from '../schema/initializer';
import type { WeightSpec } from '../schema/layer';
import { fillNormal } from './random/normal';
import { type Stream, streamOf } from './random/stream';
import { fillUniform } from './random/uniform';
import type { WeightTensor } from './weights';

/**
 * The initial weights, including statistics, by key. A pure function of the seed and of each weight's key, shape and
 * initialiser, so that every engine starts from the same numbers, and adding a layer does not change those of others.
 */
export function initialWeights(graph: TypedGraph, seed: number): Map<string, WeightTensor> {
  const tensors = [...graph.weights].map(
    ([key, spec]) => [key, { shape: spec.shape, values: initialValues(spec, streamOf(seed, key)) }] as const,
  );
  return new Map(tensors);
}

function initialValues({ shape, initializer }: WeightSpec, stream: Stream): Float32Array {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  switch (initializer.type) {
    case 'zeros':
      return values;
    case 'ones':
      return values.fill(1);
    case 'constant':
      return values.fill(initializer.value);
    case 'uniform':
      return fillSymmetric(values, stream, initializer.limit);
    case 'normal':
      fillNormal(values, stream);
      return multiply(values, initializer.deviation);
    case 'truncated_normal':
      return fillTruncatedNormal(values, stream, initializer.deviation);
    default: {
      const variance = varianceOf(initializer.type, initializer.fanIn, initializer.fanOut);
      // A uniform distribution within ±limit has the variance limit² / 3.
      return initializer.type.endsWith('uniform')
        ? fillSymmetric(values, stream, Math.sqrt(3 * variance))
        : fillTruncatedNormal(values, stream, Math.sqrt(variance));
    }
  }
}

/** Uniform values within ±`limit`. */
function fillSymmetric(target: Float32Array, stream: Stream, limit: number): Float32Array {
  fillUniform(target, stream);
  for (let i = 0; i < target.length; i++) target[i] = (2 * (target[i] as number) - 1) * limit;
  return target;
}

const CHUNK = 4096;
const LIMIT = 2;

/** Normal values in order, discarding those beyond two standard deviations. */
function fillTruncatedNormal(target: Float32Array, stream: Stream, deviation: number): Float32Array {
  const chunk = new Float32Array(Math.min(CHUNK, target.length + 2));
  let filled = 0;
  for (let first = 0; filled < target.length; first += chunk.length) {
    fillNormal(chunk, stream, first);
    for (const value of chunk) {
      if (Math.abs(value) <= LIMIT && filled < target.length) target[filled++] = value;
    }
  }
  return multiply(target, deviation);
}

function multiply(target: Float32Array, factor: number): Float32Array {
  for (let i = 0; i < target.length; i++) (target[i] as number) *= factor;
  return target;
}
