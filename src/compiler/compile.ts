import { diagnose } from '../diagnostics/diagnose';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { firstDiagnostics } from '../diagnostics/first-diagnostics';
import type { Code } from '../diagnostics/messages';
import { Collector } from '../diagnostics/report';
import { makeSource, type Source } from '../diagnostics/source';
import { suppress } from '../diagnostics/suppress';
import type { TypedGraph } from '../graph/typed-graph';
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

/** What became of a spec: its mistakes, and the graph as far as it could be understood. */
export interface Compilation {
  readonly source: Source;
  /** No errors; warnings may be there. */
  readonly ok: boolean;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** Missing only where nothing of a graph could be read; typings are missing below mistakes. */
  readonly graph: TypedGraph | undefined;
  /** Expectations about the values as written, which were not checked since the settings change one. */
  readonly unchecked: number;
}

/** What a spec means together with. */
export interface Options {
  /** Values of `let` that win over what the spec says, as `--set` gives them. */
  readonly settings?: ReadonlyMap<string, string>;
  /** Reads the files that the spec includes; without it a spec may include none. */
  readonly includes?: IncludeReader;
  /** Limits that are not the standard ones. */
  readonly limits?: Partial<Limits>;
}

/**
 * The compiler, on one screen.
 *
 *     text --parse--> tree --validate--> spec --expand--> graph --infer--> typed graph --check--> diagnostics
 *
 * No pass throws for a user's mistake, and none changes what it was given. Nothing here loads a backend.
 */
export function compile(
  text: string,
  file = 'spec.yaml',
  { settings = new Map(), includes, limits: raised }: Options = {},
): Compilation {
  const source = makeSource(file, text);
  const collector = new Collector();
  const limits = { ...standardLimits, ...raised };
  const parsed = parse(source, collector, limits);
  const included = parsed && resolveIncludes(parsed.tree, source, includes, limits, collector);
  const spec =
    included && validateSpec(parsed.tree, { included: included.trees, given: included.given, settings }, collector);
  // What is missing in an included file may be declared in what could not be read of it.
  const brokenFrom = parsed?.brokenFrom ?? (included?.complete === false ? source.text.length : undefined);
  if (!spec || (spec.inputs.length === 0 && spec.layers.length === 0))
    return finish(source, collector, undefined, brokenFrom);

  const { graph, expectations, names } = expand(spec, limits.layers, collector);
  const typed = inferShapes(graph, limits, collector);
  const asWritten = spec.changed.length === 0;
  const unchecked = checkExpectations(typed, expectations, spec.expect, { names, asWritten }, collector);
  if (spec.train) checkTraining(typed, spec.train, collector);
  if (!collector.hasErrors) {
    warnAboutLayers(typed, spec.train, collector);
    if (parsed.tree.type === 'map') warnAboutUnused(parsed.tree, included.trees, collector);
  }
  return { ...finish(source, collector, typed, brokenFrom, spec.allow), unchecked };
}

function finish(
  source: Source,
  collector: Collector,
  graph: TypedGraph | undefined,
  brokenFrom: number | undefined,
  allowed: ReadonlySet<Code> = new Set(),
): Compilation {
  const all = diagnose(collector.findings, source);
  const diagnostics = suppress(all, { source, brokenFrom, allowed });
  const ok = !diagnostics.some(({ severity }) => severity === 'error');
  return { source, ok, diagnostics: firstDiagnostics(diagnostics), graph, unchecked: 0 };
}
