import { parse } from '../compiler/yaml/parse';
import { describeTree, entryOf, type MapTree } from '../compiler/yaml/tree';
import type { Edit } from '../diagnostics/diagnostic';
import { Collector } from '../diagnostics/report';
import { makeSource } from '../diagnostics/source';
import { applyEdits } from '../fix/apply-edits';

/** The version of the language that this modelc reads. */
export const CURRENT_VERSION = 1;

/** One step from a version to the next, by edits that leave comments and layout as they are. Version 0 had no number yet. */
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

/** What came of a migration. */
export type Migrated =
  | { readonly type: 'current' }
  | { readonly type: 'migrated'; readonly text: string; readonly from: number }
  | { readonly type: 'refused'; readonly reason: string; readonly help: string };

/** Brings the text of a spec to the current version of the language; what is no spec of any version is refused. */
export function migrate(text: string, file: string): Migrated {
  const source = makeSource(file, text);
  const collector = new Collector();
  const tree = parse(source, collector)?.tree;
  if (tree?.type !== 'map' || collector.hasErrors)
    return { type: 'refused', reason: 'it cannot be read as YAML', help: '`modelc check` says where' };
  const version = versionOf(tree);
  if (typeof version === 'string')
    return { type: 'refused', reason: `version ${version} of the language is not known`, help: newer(version) };
  if (version === CURRENT_VERSION) return { type: 'current' };
  const migration = migrations.find(({ from }) => from === version);
  if (!migration) throw new Error(`there is no way on from version ${version}`);
  return { type: 'migrated', from: version, text: applyEdits(text, migration.edits(tree)) };
}

/** The number that a spec says, 0 where it says none, and in words where it is none of ours. */
function versionOf(tree: MapTree): number | string {
  const value = entryOf(tree, 'modelc')?.value;
  if (!value) return 0;
  return value.type === 'scalar' && value.value === CURRENT_VERSION ? CURRENT_VERSION : describeTree(value);
}

function newer(version: string): string {
  return `this modelc reads versions up to ${CURRENT_VERSION}; ${version} needs a later modelc, or is a slip for \`modelc: ${CURRENT_VERSION}\``;
}
