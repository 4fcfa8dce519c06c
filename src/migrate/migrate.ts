import { parse } from '../compiler/yaml/parse';
import { describeTree, entryOf, type MapTree } from '../compiler/yaml/tree';
import { applyEdits } from '../diagnostics/apply-edits';
import type { Edit } from '../diagnostics/diagnostic';
import { Collector } from '../diagnostics/report';
import { makeSource } from '../diagnostics/source';

/** The language version that this modelc reads. */
export const CURRENT_VERSION = 1;

/** One step from a version to the next, with edits that keep comments and layout. Version 0 had no number. */
interface Migration {
  readonly from: number;
  edits(tree: MapTree): readonly Edit[];
}

const migrations: readonly Migration[] = [
  {
    from: 0,
    edits: ({ span }) => [{ span: { ...span, end: span.start }, newText: 'modelc: 1\n' }],
  },
];

/** The result of a migration. */
export type Migrated =
  | { readonly type: 'current' }
  | { readonly type: 'migrated'; readonly text: string; readonly from: number }
  | { readonly type: 'refused'; readonly reason: string; readonly help: string };

/** Migrates the text of a spec to the current language version; rejects what is not a spec of any version. */
export function migrate(text: string, file: string): Migrated {
  const source = makeSource(file, text);
  const collector = new Collector();
  const tree = parse(source, collector)?.tree;
  if (tree?.type !== 'map' || collector.hasErrors)
    return { type: 'refused', reason: 'not valid YAML', help: 'run `modelc check` to see where' };
  const version = versionOf(tree);
  if (typeof version === 'string')
    return { type: 'refused', reason: `unknown language version ${version}`, help: NEWER };
  if (version === CURRENT_VERSION) return { type: 'current' };
  const migration = migrations.find(({ from }) => from === version);
  if (!migration) throw new Error(`no migration from version ${version}`);
  return { type: 'migrated', from: version, text: applyEdits(text, migration.edits(tree)) };
}

/** The version of a spec, 0 if it states none; a text if it is not a known version. */
function versionOf(tree: MapTree): number | string {
  const value = entryOf(tree, 'modelc')?.value;
  if (!value) return 0;
  return value.type === 'scalar' && value.value === CURRENT_VERSION ? CURRENT_VERSION : describeTree(value);
}

const NEWER = `this modelc reads versions up to ${CURRENT_VERSION}: use a newer modelc, or write \`modelc: ${CURRENT_VERSION}\``;
