import { createColors } from 'picocolors';
import { renderSpec } from './backends/spec/render-spec';
import type { Artifact, EmitRequest } from './backends/target';
import { checkTarget, type TargetName, targets } from './backends/targets';
import { type Compilation, compile as compileText } from './compiler/compile';
import type { IncludeReader } from './compiler/include/include-reader';
import type { Diagnostic } from './diagnostics/diagnostic';
import { type Code, messages } from './diagnostics/messages';
import { codePage } from './diagnostics/pages/render-page';
import type { Problem } from './diagnostics/problem';
import * as diagnosticText from './diagnostics/render-diagnostics';
import { type DiagnosticJson, diagnosticJson } from './diagnostics/render-json';
import { compareGraphs, type Difference } from './diff/compare';
import { type Explanation, explainNode } from './explain/explain-node';
import { type CompiledFile, compileFile as compilePath } from './files/compile-file';
import { fixSpec, type MadeFix } from './fix/fix-spec';
import { type GraphJson, graphJson } from './graph/graph-json';
import type { TypedGraph } from './graph/typed-graph';
import type { Limits } from './schema/limits';
import { type MinimumInput, minimumInput as minimumOf } from './summary/minimum-input';
import { type Summary, summarizeGraph } from './summary/summary';

export type { Artifact } from './backends/target';
export { type TargetName, targetNames } from './backends/targets';
export type { Compilation } from './compiler/compile';
export type { IncludeReader, IncludeText } from './compiler/include/include-reader';
export { type Diagnostic, type Edit, type Fix, hasCode, type Note, type Severity } from './diagnostics/diagnostic';
export type { ArgumentsOf, Code } from './diagnostics/messages';
export type { Problem } from './diagnostics/problem';
export type { TextFormat } from './diagnostics/render-diagnostics';
export type { DiagnosticJson, RangeJson } from './diagnostics/render-json';
export type { Position, Source, Span } from './diagnostics/source';
export { helpOf, messageOf } from './diagnostics/wording';
export type { Difference } from './diff/compare';
export type { Dimension, Origin, Shape } from './dimensions/dimension';
export type { Explanation } from './explain/explain-node';
export type { CompiledFile } from './files/compile-file';
export { memoryReader } from './files/memory-reader';
export { folderReader } from './files/read-include';
export type { MadeFix } from './fix/fix-spec';
export type { Graph, Node } from './graph/graph';
export type { BodyJson, GraphJson, NodeJson, OriginJson, ScopeJson, StepJson, WeightJson } from './graph/graph-json';
export type { TypedGraph, Typing } from './graph/typed-graph';
export type { Kind } from './schema/kinds';
export type { Limits } from './schema/limits';
export type { BlockSummary, NodeSummary } from './summary/blocks';
export type { Convention, Conventions } from './summary/conventions';
export type { FieldSummary } from './summary/field-summary';
export type { MinimumInput } from './summary/minimum-input';
export type { Memory, Port, Summary } from './summary/summary';

/** Options for compiling a spec; the command line has the same. */
export interface CompileOptions {
  /** `let` values that override those of the spec (`--set`). */
  readonly let?: Readonly<Record<string, string | number | boolean>>;
  /** Limits that differ from the defaults (`--limit`). */
  readonly limits?: Partial<Limits>;
}

export interface TextOptions extends CompileOptions {
  /** The name of the text in messages; `include` paths are relative to it. By default `spec.yaml`. */
  readonly file?: string;
  /** Reads included files: a `folderReader`, a `memoryReader` or your own. Without it, a spec cannot include any. */
  readonly includes?: IncludeReader;
}

export interface FileOptions extends CompileOptions {
  /** The folder that included files must be in (`--root`); by default that of the spec. */
  readonly root?: string;
}

/** The text of a spec, or a compiled one. */
export type Spec = string | Compilation;

/** Compiles the text of a spec. Errors in it are diagnostics, never exceptions. */
export function compile(text: string, { file, includes, ...options }: TextOptions = {}): Compilation {
  return compileText(text, file, { ...internal(options), ...(includes && { includes }) });
}

/** Compiles the spec at a path, with its included files. A file that cannot be read is a diagnostic too. */
export function compileFile(path: string, { root, ...options }: FileOptions = {}): CompiledFile {
  return compilePath(path, { root, ...internal(options) });
}

function internal({ let: values, limits }: CompileOptions) {
  const settings = new Map(Object.entries(values ?? {}).map(([name, value]) => [name, String(value)]));
  return { settings, ...(limits && { limits }) };
}

function compiled(spec: Spec, options: TextOptions): Compilation {
  return typeof spec === 'string' ? compile(spec, options) : spec;
}

/**
 * The typed graph as JSON (`modelc compile --format json`), as far as it is known; undefined if no part of the spec could be
 * read.
 */
export function toJson(spec: Spec, options: TextOptions = {}): GraphJson | undefined {
  const { graph } = compiled(spec, options);
  return graph && graphJson(graph);
}

export interface CheckResult {
  /** No errors; there may be warnings. */
  readonly ok: boolean;
  /** In the order of the text; lines and columns start at 1. */
  readonly diagnostics: readonly DiagnosticJson[];
}

export interface CheckOptions extends TextOptions {
  /** Also reports what a target does not support, for a valid spec. */
  readonly target?: TargetName;
}

/** Reports every error of a spec (`modelc check --format json`). */
export function check(spec: Spec, { target, ...options }: CheckOptions = {}): CheckResult {
  const { ok, graph, source, diagnostics } = compiled(spec, options);
  const unsupported = target && ok && graph ? checkTarget(target, { graph }, source) : [];
  const all = unsupported.length > 0 ? unsupported : diagnostics;
  return { ok: ok && unsupported.length === 0, diagnostics: all.map(diagnosticJson) };
}

export interface RenderDiagnosticsOptions {
  /** With snippets for people, one line each, or annotations of a GitHub workflow. By default `human`. */
  readonly format?: diagnosticText.TextFormat;
  /** Terminal colours; off by default. */
  readonly color?: boolean;
}

/** Diagnostics as text, as `modelc check` prints them. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  { format = 'human', color = false }: RenderDiagnosticsOptions = {},
): string {
  return diagnosticText.renderDiagnostics(diagnostics, format, createColors(color));
}

/** The meaning of a diagnostic's code, with a wrong and a right example (`modelc explain CODE`); undefined for an unknown code. */
export function explainCode(code: string): ReturnType<typeof codePage> | undefined {
  const known = codes.find((one) => one === code);
  return known && codePage(known);
}

export interface SummarizeOptions extends TextOptions {
  /** Adds the training memory for this batch size. */
  readonly batch?: number;
}

/**
 * Nodes, shapes, parameters and cost (`modelc summary`); undefined if no part of the spec could be read. Shapes that depend on
 * an error are null.
 */
export function summarize(spec: Spec, { batch, ...options }: SummarizeOptions = {}): Summary | undefined {
  const { graph } = compiled(spec, options);
  return graph && summarizeGraph(graph, batch);
}

/**
 * The smallest valid input and the layer that fails below it (`modelc summary --min-input`); undefined for inputs without
 * spatial axes.
 */
export function minimumInput(spec: Spec, options: TextOptions = {}): MinimumInput | undefined {
  const compilation = compiled(spec, options);
  return minimumOf({ ...compilation, graph: soundGraph(compilation, options) });
}

/**
 * Where a number of a node comes from, back to the input: `incep1.channels` (`modelc explain SPEC NODE`). A question about an
 * unknown node or number returns a `Problem`. In a spec with errors, nodes before the first error can be explained.
 */
export function explain(spec: Spec, question: string, options: TextOptions = {}): Explanation | Problem {
  const { graph, diagnostics } = compiled(spec, options);
  if (!graph) throw new SpecError(diagnostics);
  return explainNode(graph, question);
}

/** The differences between two graphs (`modelc diff`). Names, blocks and the order of operands of `add` do not count. */
export function diff(a: Spec, b: Spec, options: TextOptions = {}): Difference {
  return compareGraphs(soundGraph(a, options), soundGraph(b, options));
}

/** The spec written out in full, without blocks, repeats, branches and expressions (`modelc render`). */
export function render(spec: Spec, options: TextOptions = {}): string {
  return renderSpec(soundGraph(spec, options));
}

export interface EmitOptions extends TextOptions, Omit<EmitRequest, 'graph'> {}

/**
 * The files of a target (`modelc build --target`), as texts or bytes. Rejects with a `SpecError` if the spec has errors or the
 * target does not support it, and with the error of `import` if `ts-morph`, which `tfjs` needs, is not installed.
 */
export async function emit(
  spec: Spec,
  target: TargetName,
  { weights, train, ...options }: EmitOptions = {},
): Promise<readonly Artifact[]> {
  const request = { graph: soundGraph(spec, options), weights, train: train ?? false };
  const unsupported = checkTarget(target, request);
  if (unsupported.length > 0) throw new SpecError(unsupported);
  return targets[target].emit(request);
}

export interface FixOptions extends TextOptions {
  /** Also rewrites the counts in `expect`. */
  readonly contracts?: boolean;
}

export interface Fixed {
  /** The text of the spec with all certain fixes applied. */
  readonly text: string;
  /** The texts of all changed files, including included ones, by the names in diagnostics. */
  readonly files: ReadonlyMap<string, string>;
  readonly made: readonly MadeFix[];
  /** The remaining diagnostics, for the fixed text. */
  readonly compilation: Compilation;
}

/** Applies certain fixes (`modelc check --fix`). Writes no file. */
export function fix(text: string, { contracts = false, file, includes, ...options }: FixOptions = {}): Fixed {
  const name = file ?? 'spec.yaml';
  const settings = { ...internal(options), ...(includes && { includes }) };
  const { compilation, changed, made } = fixSpec(text, name, settings, { scope: contracts ? 'contracts' : 'certain' });
  const files = new Map([...changed].map(([path, { after }]) => [path, after]));
  return { text: files.get(name) ?? text, files, made, compilation };
}

/** Thrown by functions that need a spec without errors; `compile` and `check` never throw. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(`the spec has errors:\n${renderDiagnostics(diagnostics, { format: 'concise' })}`);
    this.diagnostics = diagnostics;
  }
}

function soundGraph(spec: Spec, options: TextOptions): TypedGraph {
  const { ok, graph, diagnostics } = compiled(spec, options);
  if (!ok || !graph) throw new SpecError(diagnostics);
  return graph;
}

/** The codes of all diagnostics, such as `shape/concat`. */
export const codes = Object.keys(messages) as readonly Code[];
