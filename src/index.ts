import { type Compilation, compile } from './compiler/compile';
import { type DiagnosticJson, diagnosticJson } from './diagnostics/render-json';
import { type Summary, summarizeGraph } from './summary/summary';

export { type Compilation, compile } from './compiler/compile';
export type { Diagnostic, Edit, Fix, Note, Severity } from './diagnostics/diagnostic';
export { renderHuman } from './diagnostics/render-human';
export type { DiagnosticJson, RangeJson } from './diagnostics/render-json';
export type { Position, Source, Span } from './diagnostics/source';
export type { Dimension, Origin, Shape } from './dimensions/dimension';
export type { Graph, Node } from './graph/graph';
export type { TypedGraph, Typing } from './graph/typed-graph';
export type { Kind } from './schema/kinds';
export type { BlockSummary } from './summary/blocks';
export type { Convention, Conventions } from './summary/conventions';
export type { FieldSummary } from './summary/field-summary';
export type { Memory, NodeSummary, Port, Summary } from './summary/summary';

export interface CheckResult {
  readonly ok: boolean;
  /** In the order of the text; lines and columns from 1. */
  readonly diagnostics: readonly DiagnosticJson[];
}

/** Finds every mistake of a spec. Never throws for a mistake in it; `file` is what messages call the text. */
export function check(text: string, file?: string): CheckResult {
  const { ok, diagnostics } = compile(text, file);
  return { ok, diagnostics: diagnostics.map(diagnosticJson) };
}

export interface SummarizeOptions {
  /** Adds the memory that training with a batch of this size takes. */
  readonly batch?: number;
}

/** The table of a spec, or of one already compiled; undefined where nothing of it could be read. Shapes below mistakes are null. */
export function summarize(spec: string | Compilation, { batch }: SummarizeOptions = {}): Summary | undefined {
  const { graph } = typeof spec === 'string' ? compile(spec) : spec;
  return graph && summarizeGraph(graph, batch);
}
