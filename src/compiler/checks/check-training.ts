import type { Note } from '../../diagnostics/diagnostic';
import type { Report } from '../../diagnostics/report';
import { axesOfRank } from '../../dimensions/axis';
import { valuesOf } from '../../dimensions/dimension';
import { nameOfValue, nodeOf, type Output } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import { sumNodes } from '../../graph/weights';
import type { DataFacts } from '../../schema/datasets';
import type { TrainAst } from '../ast';

/** `train` of a spec, and its data as far as that is known. */
interface Training extends TrainAst {
  readonly facts: DataFacts | undefined;
}

/** Checks `train` against the graph: the data against the input, its classes and the loss against every output. */
export function checkTraining(graph: TypedGraph, ast: TrainAst, facts: DataFacts | undefined, report: Report): void {
  const train = { ...ast, facts };
  if (!checkInputs(graph, train, report)) return;
  const right = graph.outputs.map((output) => checkOutput(graph, output, train, report));
  if (!right.every(Boolean)) return;
  const complete = graph.complete && graph.nodes.every((node) => graph.typings.has(node.id));
  if (!complete) return;
  const { trainable, parameters } = sumNodes(graph);
  if (trainable === 0) report.add('train/no-weights', train.span, { frozen: parameters > 0 });
}

/** False if there are several inputs, which no data set supports. */
function checkInputs(graph: TypedGraph, train: Training, report: Report): boolean {
  const [input, second] = graph.inputs;
  if (second) {
    const notes = [{ message: 'the second input is declared here', span: second.site.span }];
    report.add('train/several-inputs', train.span, { count: graph.inputs.length }, { notes });
    return false;
  }
  const { facts } = train;
  if (!facts || !input || input.shape.length === 0 || fits(facts, input.shape)) return true;
  const { name, shape } = facts;
  const args = { dataset: name, expected: shape, axes: axesOfRank(shape.length), found: input.shape };
  const notes = [{ message: 'the input is declared here', span: input.site.span }];
  if (facts.source === 'given') report.add('train/input-shape', input.site.span, args);
  else report.add('train/input-shape', train.datasetSpan, args, { notes });
  return true;
}

/** The same bytes in the same order: a sequence takes the rows of grey images in a folder. */
function fits({ shape, source }: DataFacts, input: readonly number[]): boolean {
  const asRows = source !== 'known' && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
  return [shape, asRows].some((one) => String(one) === String(input));
}

/** False if the output is unknown or was reported. */
function checkOutput(graph: TypedGraph, { value }: Output, train: Training, report: Report): boolean {
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
  const { facts } = train;
  // A folder need not have samples of every class.
  const scored = facts && (facts.source === 'known' ? units === facts.classes : units >= facts.classes);
  if (facts && !scored) {
    const args = { dataset: facts.name, classes: facts.classes, units, layer };
    const goal = { value, sizes: [{ axis: 'features', size: facts.classes }] };
    const given = facts.source === 'given' ? last?.site.span : undefined;
    const labels = facts.source === 'known' ? [] : [{ message: `its labels go up to ${facts.classes - 1}` }];
    const details = { notes: given ? labels : [...notes, ...labels], goal };
    report.add('train/classes', at ?? given ?? train.datasetSpan, args, details);
  }
  return true;
}
