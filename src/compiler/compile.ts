import { applyEdits } from '../diagnostics/apply-edits';
import { diagnose } from '../diagnostics/diagnose';
import type { Diagnostic, Edit } from '../diagnostics/diagnostic';
import type { Code } from '../diagnostics/messages';
import { Collector, type Finding } from '../diagnostics/report';
import { makeSource, type Source, type Span } from '../diagnostics/source';
import { firstDiagnostics, suppress } from '../diagnostics/suppress';
import type { TypedGraph } from '../graph/typed-graph';
import { offerRepairs } from '../repair/offer-repairs';
import { type DataReader, knownFacts } from '../schema/datasets';
import { type Limits, standardLimits } from '../schema/limits';
import { checkExpectations } from './checks/check-expectations';
import { checkTraining } from './checks/check-training';
import { warnAboutLayers } from './checks/warn-layers';
import { warnAboutUnused } from './checks/warn-unused';
import { expand } from './expand/expand';
import type { IncludeReader } from './include/include-reader';
import { resolveIncludes } from './include/resolve-includes';
import { validateSpec } from './validate/validate-spec';
import { layoutOf } from './yaml/layout';
import { parse } from './yaml/parse';
import type { MapTree } from './yaml/tree';

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
  /** Returns every diagnostic, however many there are; otherwise the first ones and how many there are in all. */
  readonly complete?: boolean | undefined;
}

/**
 * The compiler, on one screen.
 *
 *     text --parse--> tree --validate--> spec --expand and infer--> typed graph --check--> diagnostics
 *
 * No pass throws for a user's mistake, and none changes what it was given. Nothing here loads a backend.
 */
export function compile(text: string, file = 'spec.yaml', given: Options = {}): Compilation {
  // Repairs are compiled too, and data is slow to read.
  const options = { ...given, data: once(given.data ?? knownFacts) };
  const source = makeSource(file, text);
  const { findings, graph, unchecked, ...reading } = check(source, options);
  if (!graph) return finish(source, findings, undefined, { ...reading, complete: given.complete });
  const layout = layoutOf([...reading.included, ...(reading.main ? [reading.main] : [])]);
  const attempt = (edits: readonly Edit[]) => check(...edited(source, edits, options)).findings;
  const repaired = offerRepairs({ findings, graph, layout, attempt });
  const included = reading.included.map(({ span }) => span.source);
  return { ...finish(source, repaired, graph, { ...reading, complete: given.complete }), unchecked, included };
}

function once(read: DataReader): DataReader {
  const known = new Map<string, ReturnType<DataReader>>();
  return (choice) => {
    const key = JSON.stringify(choice);
    if (!known.has(key)) known.set(key, read(choice));
    return known.get(key);
  };
}

/** What the passes find in one text. */
interface Checked {
  readonly findings: readonly Finding[];
  readonly graph: TypedGraph | undefined;
  readonly unchecked: readonly Span[];
  readonly included: readonly MapTree[];
  /** Undefined if the file is no map. */
  readonly main: MapTree | undefined;
  /** From where on something is unknown because the text could not be read. */
  readonly brokenFrom: number | undefined;
  readonly allowed: ReadonlySet<Code>;
}

function check(
  source: Source,
  { settings = new Map(), includes, limits: raised, data = knownFacts }: Options,
): Checked {
  const collector = new Collector();
  const limits = { ...standardLimits, ...raised };
  const parsed = parse(source, collector, limits);
  const included = parsed && resolveIncludes(parsed.tree, source, { reader: includes, limits }, collector);
  const spec =
    included && validateSpec(parsed.tree, { included: included.trees, given: included.given, settings }, collector);
  // What is missing may be declared in a part of an included file that could not be read.
  const brokenFrom = parsed?.brokenFrom ?? (included?.complete === false ? source.text.length : undefined);
  const nothing = {
    graph: undefined,
    unchecked: [],
    included: [],
    main: undefined,
    brokenFrom,
    allowed: new Set<Code>(),
  };
  if (!spec || (spec.inputs.length === 0 && spec.layers.length === 0))
    return { ...nothing, findings: collector.findings };

  const { graph, expectations, names } = expand(spec, limits, collector);
  const asWritten = spec.changed.length === 0;
  const unchecked = checkExpectations(
    graph,
    { items: expectations, model: spec.expect },
    { names, asWritten },
    collector,
  );
  if (spec.train) checkTraining(graph, spec.train, data(spec.train.settings.dataset), collector);
  const main = parsed.tree.type === 'map' ? parsed.tree : undefined;
  if (!collector.hasErrors) {
    warnAboutLayers(graph, spec.train, collector);
    if (main) warnAboutUnused(main, included.trees, collector);
  }
  const { findings } = collector;
  return { findings, graph, unchecked, included: included.trees, main, brokenFrom, allowed: spec.allow };
}

/** A source, and the files that it includes, after edits of them. */
function edited(source: Source, edits: readonly Edit[], options: Options): [Source, Options] {
  const { includes } = options;
  const of = (file: string): readonly Edit[] => edits.filter(({ span }) => span.source.file === file);
  const text = applyEdits(source.text, of(source.file));
  const reader: IncludeReader | undefined = includes && {
    identify: (file) => includes.identify(file),
    read(path, from) {
      const read = includes.read(path, from);
      return read.ok ? { ...read, text: applyEdits(read.text, of(read.file)) } : read;
    },
  };
  return [makeSource(source.file, text), { ...options, ...(reader && { includes: reader }) }];
}

function finish(
  source: Source,
  findings: readonly Finding[],
  graph: TypedGraph | undefined,
  { brokenFrom, allowed, complete }: Pick<Checked, 'brokenFrom' | 'allowed'> & Pick<Options, 'complete'>,
): Compilation {
  const all = diagnose(findings, source);
  const diagnostics = suppress(all, { source, brokenFrom, allowed });
  const ok = !diagnostics.some(({ severity }) => severity === 'error');
  const shown = complete ? diagnostics : firstDiagnostics(diagnostics);
  return { source, ok, diagnostics: shown, graph, unchecked: [], included: [] };
}
