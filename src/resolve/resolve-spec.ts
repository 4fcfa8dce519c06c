import { isCollection, isMap, isSeq, parseDocument } from 'yaml';
import type { Compilation } from '../compiler/compile';
import type { Source } from '../diagnostics/source';
import { parseRational } from '../expression/rational';
import type { Body } from '../graph/graph';
import { scopesIn } from '../graph/walk';
import { editFile, flowText } from './file-edits';
import { inlineFiles } from './inline-files';

/** What is fixed beside the spec: by `--set`, and for the run. */
export interface Fixed {
  /** As in the options of `compile`. */
  readonly settings?: ReadonlyMap<string, string>;
  /** Settings of `train` that replace those of the spec, by their keys there. */
  readonly train?: ReadonlyMap<string, unknown>;
}

/**
 * The text of a spec that compiles to the same graph without included files and settings; `compilation` must be of a valid spec,
 * with the same settings. A spec without them is returned unchanged. Expectations that were not checked since a setting changes
 * what they refer to are left out.
 */
export function resolveSpec(compilation: Compilation, { settings = new Map(), train = new Map() }: Fixed = {}): string {
  const { source, included, unchecked, graph } = compilation;
  if (included.length === 0 && settings.size === 0 && train.size === 0) return source.text;
  const sources = [...included, source];
  const set = new Map([...settings].map(([name, value]) => [name, settingText(value)]));
  const given = new Map(sources.flatMap(givenValues));
  const edited = sources.map((one) => ({
    file: one.file,
    text: editFile(one, {
      lets: new Map([...(one === source ? [] : given), ...set]),
      train: new Map(one === source ? [...train].map(([key, value]) => [key, flowText(value)]) : []),
      dropped: new Set(unchecked.flatMap((span) => (span.source === one ? [span.start] : []))),
      withoutAliases: included.length > 0,
    }),
  }));
  const main = edited.at(-1);
  if (!main || included.length === 0) return main?.text ?? source.text;
  return inlineFiles(main, edited.slice(0, -1), graph ? usedBlocks(graph.body) : new Set());
}

/** The blocks that are used anywhere in a body. */
function usedBlocks(body: Body, found = new Set<string>()): ReadonlySet<string> {
  for (const step of body.steps) {
    if (step.type === 'use') found.add(step.use.block);
    for (const scope of scopesIn(step)) usedBlocks(scope.body, found);
  }
  return found;
}

/** The value of `--set` as YAML: numbers, `true`, `false`, lists and maps as they are. */
function settingText(value: string): string {
  const plain = value === 'true' || value === 'false' || parseRational(value) !== undefined;
  const collection = /^[[{]/.test(value) && isCollection(parseDocument(value).contents);
  return plain || collection ? value : JSON.stringify(value);
}

/** The `with` values of the files that a file includes. */
function givenValues({ text }: Source): [string, string][] {
  const document = parseDocument(text, { version: '1.2' });
  const items = isMap(document.contents) ? document.contents.get('include') : undefined;
  if (!isSeq(items)) return [];
  return items.items
    .flatMap((item) => {
      const values = isMap(item) ? item.get('with') : undefined;
      return isMap(values) ? Object.entries(values.toJS(document)) : [];
    })
    .map(([name, value]) => [name, flowText(value)]);
}
