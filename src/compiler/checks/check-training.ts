import type { Note } from '../../diagnostics/diagnostic';
import type { Report } from '../../diagnostics/report';
import { valuesOf } from '../../dimensions/dimension';
import { nameOfValue, nodeOf, type Output } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import { sumNodes } from '../../graph/weights';
import { appliedBy } from '../../schema/losses';
import type { TrainAst } from '../ast';

/** What is known of a data set before it is read: `height x width x channels` and classes. */
const known = { mnist: { shape: [28, 28, 1], classes: 10 } } as const;

/** Holds `train` against the graph: the data set against the input, its classes and the loss against every output. */
export function checkTraining(graph: TypedGraph, train: TrainAst, report: Report): void {
  if (!checkInputs(graph, train, report)) return;
  const right = graph.outputs.map((output) => checkOutput(graph, output, train, report));
  if (!right.every(Boolean)) return;
  const complete = graph.complete && graph.nodes.every((node) => graph.typings.has(node.id));
  if (complete && sumNodes(graph).trainable === 0) report.add('train/no-weights', train.span, {});
}

function factsOf({ settings: { dataset } }: TrainAst) {
  return dataset.type === 'known' ? known[dataset.name] : undefined;
}

/** False where there are several inputs, of which no data set has the values. */
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
  const args = { dataset: 'mnist', expected: facts.shape, found: input.shape };
  report.add('train/input-shape', train.datasetSpan, args, { notes });
  return true;
}

/** False where the output is unknown or has been reported. */
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
  // Several outputs need a place each: the same mistake at one place is told once.
  const at = only || !last ? undefined : last.site.span;
  if (sizes.length !== 1) {
    report.add('train/output-shape', at ?? train.span, { loss, found: sizes }, { notes });
    return false;
  }
  const [units = 0] = sizes;
  const classes = factsOf(train)?.classes;
  if (classes !== undefined && units !== classes)
    report.add('train/classes', at ?? train.datasetSpan, { dataset: 'mnist', classes, units, layer }, { notes });
  if (last && last.kind === appliedBy[loss])
    report.add(`train/${last.kind}-twice`, last.site.span, { loss, layer }, { uses: last.uses });
  return true;
}
