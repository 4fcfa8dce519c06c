import type { Report } from '../../diagnostics/report';
import type { TypedGraph } from '../../graph/typed-graph';
import { sumNodes } from '../../graph/weights';
import type { Target } from '../target';

/** The maximum size of a protocol buffer message, in bytes. */
const LARGEST_MESSAGE = 2 ** 31 - 1;

/** A `saved_model.pb` with graph and weights. */
export const savedmodel: Target = {
  summary: 'a saved model for TensorFlow, TensorFlow Serving and tfjs-node',
  output: 'folder',
  options: ['weights', 'train'],
  refusals: {},
  limits: [
    {
      doc: 'weights of 2 GiB or more, or of 1 GiB with `--train`: the limit of one file',
      check: ({ graph, train = false }, report) => checkSize(graph, train ? 2 : 1, report),
    },
  ],
  async emit({ graph, weights, train }) {
    const { emitSavedModel } = await import('./emit-saved-model.js');
    const content = emitSavedModel({ graph, weights, training: train ? graph.train : undefined });
    return [{ name: 'saved_model.pb', content }];
  },
  describe: (_out, { weights }) =>
    `${weights ? '' : 'it has the weights before the first step; '}TensorFlow and TensorFlow Serving load its folder: \`serving_default\` takes bytes 0 to 255`,
};

/** All weights, this many times, must fit into one message; the layer with the most of them is reported. */
function checkSize(graph: TypedGraph, copies: number, report: Report): void {
  const total = 4 * copies * sumNodes(graph).parameters;
  if (total <= LARGEST_MESSAGE) return;
  const sizes = graph.nodes.map((node) => ({ node, size: sumNodes(graph, [node]).parameters }));
  const [largest] = sizes.toSorted((a, b) => b.size - a.size);
  if (!largest) return;
  report.add('target/unsupported', largest.node.site.span, {
    target: 'savedmodel',
    what: `${total} bytes of weights`,
    reason: `one \`saved_model.pb\` holds at most ${LARGEST_MESSAGE}`,
    help: 'choose another target, or make this layer smaller',
  });
}
