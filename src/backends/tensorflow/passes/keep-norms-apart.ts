import { channelCount } from '../../../dimensions/dimension';
import type { Pass } from './plan';
import { choose } from './plan';

/**
 * TensorFlow fuses a batch norm with the ReLU after it, unless something else reads the value in between. If the fused kernel
 * is slow, the gradient of the ReLU reads that value. Otherwise it uses the output, so that the input need not be kept.
 */
export const keepNormsApart: Pass = (plan, { normChannels }) => {
  const norms = new Set(plan.graph.nodes.filter(({ kind }) => kind === 'batch_norm').map(({ id }) => id));
  return choose(
    plan,
    'relu',
    { gradientByInput: true },
    ({ shape }, { inputs: [source = -1] }) =>
      norms.has(source) && channelCount(shape) % normChannels.fusedWithRelu !== 0,
  );
};
