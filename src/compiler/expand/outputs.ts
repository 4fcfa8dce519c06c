import type { Report } from '../../diagnostics/report';
import type { Site } from '../../dimensions/dimension';
import { type Node, type Output, UNKNOWN_ID, type ValueId } from '../../graph/graph';
import { nameProblem } from '../../schema/words';
import type { OutputAst } from '../ast';
import { readOutputSettings } from '../read/settings';
import { entryOf } from '../yaml/tree';
import type { MarkedOutput, Place } from './expansion';
import type { Incoming } from './inputs-of';

/** Adds the value of an item with `output` to the outputs of the model. */
export function markOutput(
  { tree, span }: OutputAst,
  { self, value }: Incoming,
  { parameters, scope, uses, task: { report }, expansion }: Place,
): void {
  const section = readOutputSettings(tree, { report, titleSpan: span, names: parameters, uses });
  if (!section) {
    expansion.complete = false;
    return;
  }
  const { name, loss_weight, train_only, main } = section.values;
  const problem = name === undefined ? undefined : nameProblem(name);
  const nameSpan = tree && entryOf(tree, 'name')?.value.span;
  if (problem) report.add(problem, nameSpan ?? span, { name: name ?? '', what: 'an output' }, { uses });
  if (main && train_only) report.add('outputs/train-only-main', span, {}, { uses });
  const called = name ?? scope.qualify(self);
  if (train_only && !(tree && entryOf(tree, 'loss_weight')))
    report.add('outputs/no-loss-weight', span, { name: called }, { uses });
  const site = { name: called, span: nameSpan ?? span };
  expansion.outputs.push({
    name: called,
    value,
    lossWeight: loss_weight,
    trainOnly: train_only,
    main,
    named: name !== undefined,
    site,
  });
}

/**
 * The outputs of a model, of which exactly one is the main output. If no item has `output`, or only training-only outputs do,
 * the value of the last item is an output too.
 */
export function settleOutputs(
  marked: readonly MarkedOutput[],
  last: Pick<Output, 'name' | 'value' | 'site'>,
  report: Report,
): Output[] {
  const lasting = marked.some(({ trainOnly }) => !trainOnly);
  const itself = marked.find(({ value }) => value === last.value);
  if (!lasting && itself && !itself.main) report.add('outputs/training-alone', itself.site.span, {});
  const implied: MarkedOutput = { ...last, lossWeight: 1, trainOnly: false, main: false, named: false };
  const all = lasting || itself ? marked : [...marked, implied];
  refuseDuplicates(all, report);
  const mains = all.filter(({ main }) => main);
  const [chosen = all.find(({ trainOnly }) => !trainOnly) ?? all[0], second] = mains;
  if (second) report.add('outputs/two-main', second.site.span, { name: chosen?.name ?? '' });
  return all.map((output) => {
    const { named: _named, ...plain } = output;
    return { ...plain, main: output === chosen };
  });
}

function refuseDuplicates(outputs: readonly MarkedOutput[], report: Report): void {
  const seen = new Map<string, MarkedOutput>();
  for (const output of outputs) {
    const other = seen.get(output.name);
    if (!other) seen.set(output.name, output);
    else {
      const [at, away] = output.named || !other.named ? [output, other] : [other, output];
      const notes = [{ message: 'the other output', span: away.site.span }];
      report.add('outputs/duplicate', at.site.span, { name: output.name }, { notes });
    }
  }
}

/** The name of the last value, and where it is written. */
export function lastValue(value: ValueId, nodes: readonly Node[], firstId: ValueId, fallback: Site) {
  const node = value === UNKNOWN_ID ? undefined : nodes[value - firstId];
  return { name: node?.name ?? fallback.name, value, site: node?.site ?? fallback };
}
