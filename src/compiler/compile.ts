import { diagnose } from '../diagnostics/diagnose';
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Code } from '../diagnostics/messages';
import { Collector, type Finding } from '../diagnostics/report';
import { makeSource, type Source, type Span } from '../diagnostics/source';
import { firstDiagnostics, suppress } from '../diagnostics/suppress';
import type { Graph } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { offerRepairs } from '../repair/offer-repairs';
import { type DataReader, knownFacts } from '../schema/datasets';
import { type Limits, standardLimits } from '../schema/limits';
import { inferShapes } from '../shape-infer/infer';
import { checkExpectations } from './checks/check-expectations';
import { checkTraining } from './checks/check-training';
import { warnAboutLayers } from './checks/warn-layers';
import { warnAboutUnused } from './checks/warn-unused';
import { expand } from './expand/expand';
import type { IncludeReader } from './include/include-reader';
import { resolveIncludes } from './include/resolve-includes';
import { validateSpec } from './validate/validate-spec';
import { parse } from './yaml/parse';

/** The result of compiling a spec: its diagnostics, and the graph as far as it is known. */
export interface Compilation {
  readonly source: Source;
  /** No errors; there may be warnings. */
  readonly ok: boolean;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined only if no part of a graph could be read. Typings are missing after errors. */
  readonly graph: TypedGraph | undefined;
  /** Expectations that were not checked, because the settings change a value that they refer to; once for each use of a block. */
  readonly unchecked: readonly Span[];
  /** The included files, each once, after those that it includes. */
  readonly included: readonly Source[];
}

/** The context of a spec. */
export interface Options {
  /** `let` values that override those of the spec, as with `--set`. */
  readonly settings?: ReadonlyMap<string, string>;
  /** Reads included files; without it a spec cannot include any. */
  readonly includes?: IncludeReader;
  /** Limits that differ from the defaults. */
  readonly limits?: Partial<Limits>;
  /** Reads the data that the model will be trained on; without it, only data sets known by name are judged. */
  readonly data?: DataReader;
}

/**
 * The compiler, on one screen.
 *
 *     text --parse--> tree --validate--> spec --expand and infer--> typed graph --check--> diagnostics
 *
 * No pass throws for a user's mistake, and none changes what it was given. Nothing here loads a backend.
 */
export function compile(
  text: string,
  file = 'spec.yaml',
  { settings = new Map(), includes, limits: raised, data = knownFacts }: Options = {},
): Compilation {
  const source = makeSource(file, text);
  const collector = new Collector();
  const limits = { ...standardLimits, ...raised };
  const parsed = parse(source, collector, limits);
  const included = parsed && resolveIncludes(parsed.tree, source, { reader: includes, limits }, collector);
  const spec =
    included && validateSpec(parsed.tree, { included: included.trees, given: included.given, settings }, collector);
  // What is missing may be declared in a part of an included file that could not be read.
  const brokenFrom = parsed?.brokenFrom ?? (included?.complete === false ? source.text.length : undefined);
  if (!spec || (spec.inputs.length === 0 && spec.layers.length === 0))
    return finish(source, collector.findings, undefined, { brokenFrom });

  const { graph, expectations, names } = expand(spec, limits, collector);
  const asWritten = spec.changed.length === 0;
  const unchecked = checkExpectations(
    graph,
    { items: expectations, model: spec.expect },
    { names, asWritten },
    collector,
  );
  const facts = spec.train && data(spec.train.settings.dataset);
  if (spec.train) checkTraining(graph, spec.train, facts, collector);
  const verify = (changed: Graph): readonly Finding[] => {
    const again = new Collector();
    const typed = inferShapes(changed, limits, again);
    checkExpectations(typed, { items: expectations, model: spec.expect }, { names, asWritten }, again);
    if (spec.train) checkTraining(typed, spec.train, facts, again);
    return again.findings;
  };
  if (!collector.hasErrors) {
    warnAboutLayers(graph, spec.train, collector);
    if (parsed.tree.type === 'map') warnAboutUnused(parsed.tree, included.trees, collector);
  }
  const findings = offerRepairs(collector.findings, graph, verify);
  const files = included.trees.map(({ span }) => span.source);
  return { ...finish(source, findings, graph, { brokenFrom, allowed: spec.allow }), unchecked, included: files };
}

function finish(
  source: Source,
  findings: readonly Finding[],
  graph: TypedGraph | undefined,
  {
    brokenFrom,
    allowed = new Set(),
  }: { readonly brokenFrom: number | undefined; readonly allowed?: ReadonlySet<Code> },
): Compilation {
  const all = diagnose(findings, source);
  const diagnostics = suppress(all, { source, brokenFrom, allowed });
  const ok = !diagnostics.some(({ severity }) => severity === 'error');
  return { source, ok, diagnostics: firstDiagnostics(diagnostics), graph, unchecked: [], included: [] };
}
