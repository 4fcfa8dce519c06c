import type { Report } from '../../diagnostics/report';
import { valuesOf } from '../../dimensions/dimension';
import { type InputNode, mainOutput, nameOfValue, nodeOf } from '../../graph/graph';
import { sumTypings, type TypedGraph } from '../../graph/typed-graph';
import type { TrainAst } from '../ast';

/** What is known of a data set before it is read: `height x width x channels` and classes. */
const known = { mnist: { shape: [28, 28, 1], classes: 10 } } as const;

/** Holds `train` against the graph: the data set against the input, its classes and the loss against the output. */
export function checkTraining(graph: TypedGraph, { settings, span, datasetSpan }: TrainAst, report: Report): void {
  const { dataset, loss } = settings;
  const facts = dataset.type === 'known' ? known[dataset.name] : undefined;
  const [{ shape: input, site }] = graph.inputs as readonly [InputNode];
  if (facts && input.length > 0 && String(facts.shape) !== String(input)) {
    const notes = [{ message: 'the input is declared here', span: site.span }];
    report.add(
      'train/input-shape',
      datasetSpan,
      { dataset: facts ? 'mnist' : '', expected: facts.shape, found: input },
      { notes },
    );
  }
  if (!checkOutput(graph, loss, facts?.classes, { span, datasetSpan }, report)) return;
  const complete = graph.complete && graph.nodes.every((node) => graph.typings.has(node.id));
  if (complete && sumTypings(graph.typings.values()).trainable === 0) report.add('train/no-weights', span, {});
}

/** False where the output is unknown or has been reported. */
function checkOutput(
  graph: TypedGraph,
  loss: string,
  classes: number | undefined,
  { span, datasetSpan }: Pick<TrainAst, 'span' | 'datasetSpan'>,
  report: Report,
): boolean {
  const main = mainOutput(graph).value;
  const output = graph.typings.get(main)?.output;
  if (!output) return false;
  const values = valuesOf(output);
  const last = nodeOf(graph, main);
  const layer = nameOfValue(graph, main);
  const notes = last ? [{ message: `\`${layer}\` is the last layer`, span: last.site.span }] : [];
  if (values.length !== 1) {
    report.add('train/output-shape', span, { loss, found: values }, { notes });
    return false;
  }
  const [units = 0] = values;
  if (classes !== undefined && units !== classes) {
    report.add('train/classes', datasetSpan, { dataset: 'mnist', classes, units, layer }, { notes });
  }
  if (last?.kind === 'softmax') report.add('train/softmax-twice', last.site.span, { loss, layer }, { uses: last.uses });
  return true;
}
