import type { Pass } from './plan';
import { choose } from './plan';

/**
 * TensorFlow makes one kernel of a batch norm and the ReLU behind it, unless somebody else reads between them. Where that kernel is slow,
 * the gradient of the ReLU reads there. Else it goes by the output, so that the input need not be kept.
 */
export const keepNormsApart: Pass = (plan, { normChannels }) => {
  const norms = new Set(plan.graph.nodes.filter(({ kind }) => kind === 'batch_norm').map(({ id }) => id));
  return choose(
    plan,
    'relu',
    { gradientByInput: true },
    ({ shape }, { inputs: [source = -1] }) =>
      norms.has(source) && (shape.at(-1) ?? 0) % normChannels.fusedWithRelu !== 0,
  );
};
