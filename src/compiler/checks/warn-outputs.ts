import type { Report } from '../../diagnostics/report';
import { nodeOf } from '../../graph/graph';
import { lastComputing } from '../../graph/last-computing';
import type { TypedGraph } from '../../graph/typed-graph';
import { layerOf } from '../../schema/kinds';
import { appliedBy, losses } from '../../schema/losses';
import type { TrainAst } from '../ast';

/** Warns about activations between the scores of an output and its loss, which applies the one that it needs itself. */
export function warnAboutOutputs(graph: TypedGraph, { settings }: TrainAst, report: Report): void {
  const loss = settings.loss.type;
  for (const { value } of graph.outputs) {
    const end = nodeOf(graph, value);
    if (end && layerOf(end.kind).traits.stochastic)
      report.add('train/drops-scores', end.site.span, { loss, layer: end.localName }, { uses: end.uses });
    const last = lastComputing(graph, value);
    if (!last) continue;
    const { site, uses, localName: layer } = last;
    if (last.kind === appliedBy[loss]) report.add(`train/${last.kind}-twice`, site.span, { loss, layer }, { uses });
    else if (appliedBy[loss] !== undefined && layerOf(last.kind).traits.activation) {
      const others = Object.keys(losses).filter((word) => word !== 'mean_squared_error');
      report.add('train/activation-before-loss', site.span, { loss, layer, losses: others }, { uses });
    }
  }
}
