import type { Report } from '../../diagnostics/report';
import type { TypedGraph } from '../../graph/typed-graph';

/** Reports what a program for tfjs can't do as the spec says: it computes in f32. */
export function checkTfjs({ train, precisionSpan }: TypedGraph, report: Report): void {
  if (!train || !precisionSpan || train.precision === 'f32') return;
  report.add('train/target-precision', precisionSpan, { target: 'tfjs', precision: train.precision });
}
