import type { Note } from '../../diagnostics/diagnostic';
import type { Report } from '../../diagnostics/report';
import { valuesOf } from '../../dimensions/dimension';
import { nameOfValue, nodeOf, type Output } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import { sumNodes } from '../../graph/weights';
import { type DatasetFacts, datasets } from '../../schema/datasets';
import type { TrainAst } from '../ast';

/** Checks `train` against the graph: the data set against the input, its classes and the loss against every output. */
export function checkTraining(graph: TypedGraph, train: TrainAst, report: Report): void {
  if (!checkInputs(graph, train, report)) return;
  const right = graph.outputs.map((output) => checkOutput(graph, output, train, report));
  if (!right.every(Boolean)) return;
  const complete = graph.complete && graph.nodes.every((node) => graph.typings.has(node.id));
  if (!complete) return;
  const { trainable, parameters } = sumNodes(graph);
  if (trainable === 0) report.add('train/no-weights', train.span, { frozen: parameters > 0 });
}

/** Facts about the data set, if it is a known one. */
function factsOf({ settings: { dataset } }: TrainAst): (DatasetFacts & { readonly name: string }) | undefined {
  return dataset.type === 'known' ? { ...datasets[dataset.name], name: dataset.name } : undefined;
}

/** False if there are several inputs, which no data set supports. */
function checkInputs(graph: TypedGraph, train: TrainAst, report: Report): boolean {
  const [input, second] = graph.inputs;
  if (second) {
    const notes = [{ message: 'the second input is declared here', span: second.site.span }];
    report.add('train/several-inputs', train.span, { count: graph.inputs.length }, { notes });
    return false;
  }
  const facts = factsOf(train);
  if (!facts || !input || input.shape.length === 0 || String(facts.shape) === String(input.shape)) return true;
  const notes = [{ message: 'the input is declared here', span: input.site.span }];
  const args = { dataset: facts.name, expected: facts.shape, found: input.shape };
  report.add('train/input-shape', train.datasetSpan, args, { notes });
  return true;
}

/** False if the output is unknown or was reported. */
function checkOutput(graph: TypedGraph, { value }: Output, train: TrainAst, report: Report): boolean {
  const shape = graph.typings.get(value)?.output;
  if (!shape) return false;
  const loss = train.settings.loss.type;
  const sizes = valuesOf(shape);
  const last = nodeOf(graph, value);
  const layer = nameOfValue(graph, value);
  const only = graph.outputs.length === 1;
  const message = only ? `\`${layer}\` is the last layer` : `\`${layer}\` makes the output`;
  const notes: Note[] = last ? [{ message, span: last.site.span }] : [];
  // Several outputs in one place are reported once.
  const at = only || !last ? undefined : last.site.span;
  if (sizes.length !== 1) {
    report.add('train/output-shape', at ?? train.span, { loss, found: sizes }, { notes });
    return false;
  }
  const [units = 0] = sizes;
  const facts = factsOf(train);
  if (facts && units !== facts.classes) {
    const args = { dataset: facts.name, classes: facts.classes, units, layer };
    const goal = { value, sizes: [{ axis: 'features', size: facts.classes }] };
    report.add('train/classes', at ?? train.datasetSpan, args, { notes, goal });
  }
  return true;
}
