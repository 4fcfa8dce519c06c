import type { Diagnostic } from './diagnostic';
import { Collector, MAXIMUM_KEPT } from './report';

/** As many as anyone reads; a generated file with one slip in each line would give thousands. */
const MAXIMUM_SHOWN = 200;

/** The first diagnostics of many, and at the end one that says so, at the first that is left out. */
export function firstDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const left = diagnostics.slice(MAXIMUM_SHOWN);
  const [first] = left;
  if (!first) return diagnostics;
  const severity = left.some((diagnostic) => diagnostic.severity === 'error') ? 'error' : 'warning';
  const total = diagnostics.length >= MAXIMUM_KEPT ? `${MAXIMUM_KEPT} or more` : `${diagnostics.length}`;
  const collector = new Collector();
  collector.add('report/too-many', first.span, { shown: MAXIMUM_SHOWN, total }, { severity });
  return [...diagnostics.slice(0, MAXIMUM_SHOWN), ...collector.diagnostics()];
}
