import type { NodeSummary } from './summary';

/** A way of counting; every published number follows one. */
export interface Convention {
  readonly parameters: number;
  /** Multiply-accumulates for one sample, forward. */
  readonly macs: number;
}

/**
 * The same net counted four ways: what is trained alone, or with statistics (running means and variances) and frozen weights; each
 * with and without the auxiliary heads, the nodes that only outputs for training need.
 */
export interface Conventions {
  readonly trainable: Convention;
  readonly with_statistics: Convention;
  readonly trainable_without_auxiliary: Convention;
  readonly with_statistics_without_auxiliary: Convention;
}

/** A node as it is counted. */
export type Counted = Pick<NodeSummary, 'parameters' | 'trainable' | 'macs' | 'trainOnly'>;

export function conventionsOf(nodes: readonly Counted[]): Conventions {
  const lasting = nodes.filter(({ trainOnly }) => !trainOnly);
  return {
    trainable: count(nodes, 'trainable'),
    with_statistics: count(nodes, 'parameters'),
    trainable_without_auxiliary: count(lasting, 'trainable'),
    with_statistics_without_auxiliary: count(lasting, 'parameters'),
  };
}

function count(nodes: readonly Counted[], which: 'trainable' | 'parameters'): Convention {
  let parameters = 0;
  let macs = 0;
  for (const node of nodes) {
    parameters += node[which];
    macs += node.macs;
  }
  return { parameters, macs };
}
