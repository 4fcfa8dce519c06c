import type { Report } from '../../diagnostics/report';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { nodesOfModel } from '../../graph/unread';
import { ownerOf } from '../../graph/weights';
import type { Target } from '../target';

/** A Python module with the model as a `torch.nn.Module`. */
export const pytorch: Target = {
  summary: 'a Python module with the model for PyTorch',
  output: 'folder',
  options: [],
  refusals: {},
  limits: [
    {
      doc: '`batch_norm` that shares the running statistics of one with another number of axes: two modules cannot keep one buffer',
      check: ({ graph }, report) => refuseSplitStatistics(graph, report),
    },
  ],
  async emit({ graph }) {
    const { emitPytorch } = await import('./emit-pytorch.js');
    return [{ name: 'model.py', content: emitPytorch(graph) }];
  },
  describe: () =>
    'where torch is installed, `from model import Model`; `modelc convert --to pytorch` gives it trained weights',
  async weightForm(graph) {
    const { weightForm } = await import('./weight-form.js');
    return weightForm(graph);
  },
};

/**
 * Norms of values with different numbers of axes are two modules. Parameters stay one in both, but `.to()` and `.double()` replace
 * every buffer of a module by a new one, so that the running statistics would come apart. Those of frozen layers never change.
 */
function refuseSplitStatistics(graph: TypedGraph, report: Report): void {
  for (const node of nodesOfModel(graph)) {
    const { kind, sharing, attributes, inputs } = node;
    if (kind !== 'batch_norm' || !sharing || !attributes?.trainable) continue;
    const owner = ownerOf(graph, node);
    const [rank, ownerRank] = [inputs, owner.inputs].map(
      ([id]) => id !== undefined && typingOf(graph, id).output.length,
    );
    if (rank === ownerRank) continue;
    const args = {
      target: 'pytorch',
      what: `a \`batch_norm\` that shares the running statistics of \`${owner.name}\`, whose input has another number of axes`,
      reason: 'these are two modules, and PyTorch cannot keep one buffer in both',
      help: 'remove `weights`, freeze both with `trainable: false`, or use `layer_norm`',
    };
    report.add('target/unsupported', sharing.span, args, { uses: sharing.uses });
  }
}
