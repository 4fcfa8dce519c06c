import { applyEdits } from '../diagnostics/apply-edits';
import { diagnose } from '../diagnostics/diagnose';
import type { Diagnostic, Edit } from '../diagnostics/diagnostic';
import type { Code } from '../diagnostics/messages';
import { Collector, type Finding } from '../diagnostics/report';
import { makeSource, type Source, type Span } from '../diagnostics/source';
import { firstDiagnostics, suppress } from '../diagnostics/suppress';
import type { ValueId } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { offerRepairs } from '../repair/offer-repairs';
import { type DataReader, knownFacts } from '../schema/datasets';
import { type Limits, standardLimits } from '../schema/limits';
import type { SpecAst } from './ast';
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
  /** Expands the spec again for inputs of other sizes, by number; undefined if there is no graph. */
  readonly resize: ((shapes: ReadonlyMap<ValueId, readonly number[]>) => Resized) | undefined;
}

/** A spec for inputs of other sizes. Expectations and training are about the sizes as written and are not checked. */
export interface Resized extends Pick<Compilation, 'diagnostics'> {
  readonly graph: TypedGraph;
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
  const reading = read(source, options);
  const { findings, graph, unchecked } = check(reading, options);
  const { spec } = reading;
  if (!spec || !graph) return finish(reading, findings, undefined, given);
  const layout = layoutOf([...reading.included, ...(reading.main ? [reading.main] : [])]);
  const attempt = (edits: readonly Edit[]) => {
    const [edited, others] = afterEdits(source, edits, options);
    return check(read(edited, others), others).findings;
  };
  const repaired = offerRepairs({ findings, graph, layout, attempt });
  const included = reading.included.map(({ span }) => span.source);
  const resize: Compilation['resize'] = (shapes) => checkResized({ ...reading, spec: resized(spec, shapes) }, options);
  return { ...finish(reading, repaired, graph, given), unchecked, included, resize };
}

function once(read: DataReader): DataReader {
  const known = new Map<string, ReturnType<DataReader>>();
  return (choice) => {
    const key = JSON.stringify(choice);
    if (!known.has(key)) known.set(key, read(choice));
    return known.get(key);
  };
}

/** A text as read, before it is expanded. */
interface Reading {
  readonly source: Source;
  readonly findings: readonly Finding[];
  /** Undefined if no part of a graph can be made of it. */
  readonly spec: SpecAst | undefined;
  readonly included: readonly MapTree[];
  /** Undefined if the file is no map. */
  readonly main: MapTree | undefined;
  /** From where on something is unknown because the text could not be read. */
  readonly brokenFrom: number | undefined;
}

function read(source: Source, { settings = new Map(), includes, limits: raised }: Options): Reading {
  const collector = new Collector();
  const limits = { ...standardLimits, ...raised };
  const parsed = parse(source, collector, limits);
  const included = parsed && resolveIncludes(parsed.tree, source, { reader: includes, limits }, collector);
  const spec =
    included && validateSpec(parsed.tree, { included: included.trees, given: included.given, settings }, collector);
  // What is missing may be declared in a part of an included file that could not be read.
  const brokenFrom = parsed?.brokenFrom ?? (included?.complete === false ? source.text.length : undefined);
  const isEmpty = !spec || (spec.inputs.length === 0 && spec.layers.length === 0);
  return {
    source,
    findings: collector.findings,
    spec: isEmpty ? undefined : spec,
    included: isEmpty ? [] : included.trees,
    main: !isEmpty && parsed.tree.type === 'map' ? parsed.tree : undefined,
    brokenFrom,
  };
}

/** What the passes find in one text. */
interface Checked extends Pick<Compilation, 'graph' | 'unchecked'> {
  readonly findings: readonly Finding[];
}

function check({ spec, findings, main, included }: Reading, { limits, data = knownFacts }: Options): Checked {
  if (!spec) return { findings, graph: undefined, unchecked: [] };
  const collector = new Collector(findings);
  const { graph, expectations, names } = expand(spec, { ...standardLimits, ...limits }, collector);
  const asWritten = spec.changed.length === 0;
  const unchecked = checkExpectations(
    graph,
    { items: expectations, model: spec.expect },
    { names, asWritten },
    collector,
  );
  if (spec.train) checkTraining(graph, spec.train, data(spec.train.settings.dataset), collector);
  if (!collector.hasErrors) {
    warnAboutLayers(graph, spec.train, collector);
    if (main) warnAboutUnused(main, included, collector);
  }
  return { findings: collector.findings, graph, unchecked };
}

function resized(spec: SpecAst, shapes: ReadonlyMap<ValueId, readonly number[]>): SpecAst {
  return { ...spec, inputs: spec.inputs.map((input, id) => ({ ...input, shape: shapes.get(id) ?? input.shape })) };
}

function checkResized(reading: Reading & { readonly spec: SpecAst }, { limits, complete }: Options): Resized {
  const found = new Collector(reading.findings);
  const { graph } = expand(reading.spec, { ...standardLimits, ...limits }, found);
  const collector = new Collector(found.findings.filter(({ code }) => !code.startsWith('expect/')));
  if (!collector.hasErrors) warnAboutLayers(graph, undefined, collector);
  const { diagnostics } = finish(reading, collector.findings, graph, { complete });
  return { graph, diagnostics };
}

/** A source, and the files that it includes, after edits of them. */
function afterEdits(source: Source, edits: readonly Edit[], options: Options): [Source, Options] {
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
  { source, spec, brokenFrom }: Reading,
  findings: readonly Finding[],
  graph: TypedGraph | undefined,
  { complete }: Pick<Options, 'complete'>,
): Compilation {
  const all = diagnose(findings, source);
  const diagnostics = suppress(all, { source, brokenFrom, allowed: spec?.allow ?? new Set<Code>() });
  const ok = !diagnostics.some(({ severity }) => severity === 'error');
  const shown = complete ? diagnostics : firstDiagnostics(diagnostics);
  return { source, ok, diagnostics: shown, graph, unchecked: [], included: [], resize: undefined };
}
