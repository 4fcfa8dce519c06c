import { nearest } from '../../diagnostics/nearest';
import { replacement } from '../../diagnostics/replacement';
import type { Report } from '../../diagnostics/report';
import { describeTree, type Entry, entryOf, type MapTree, plainText, type Tree } from '../yaml/tree';

/** In a file of another version or tool, errors about unknown keys would be misleading. */
export function knownVersion(tree: MapTree, report: Report): boolean {
  const entry = entryOf(tree, 'modelc');
  if (!entry) {
    const first = tree.entries[0]?.keySpan ?? tree.span;
    const guess = misspeltVersion(tree);
    const start = { ...tree.span, end: tree.span.start };
    const fixes = guess
      ? [replacement(guess.keySpan, 'modelc')]
      : [{ title: 'add `modelc: 1`', certainty: 'certain' as const, edits: [{ span: start, newText: 'modelc: 1\n' }] }];
    const isSpec = tree.entries.some(({ key }) => ['layers', 'input', 'blocks'].includes(key));
    const help = guess ? `write \`modelc\` instead of \`${guess.key}\`` : isSpec ? undefined : NO_SPEC;
    report.add('schema/version-missing', guess?.keySpan ?? first, {}, { fixes, help });
    return isSpec;
  }
  const { value } = entry;
  if (value.type === 'broken' || (value.type === 'scalar' && value.value === 1)) return true;
  report.add('schema/version', value.span, { found: describeTree(value) });
  return false;
}

const NO_SPEC =
  'a spec has `modelc: 1`, `input` and `layers`; modelc reads no models of other formats, so write the layers by hand';

/** Keys that other formats have for their version. */
const VERSION_KEYS = ['version', 'format', 'format_version', 'schema', 'schema_version', 'spec_version'];

/** The key that was probably meant to be `modelc`, if there is none: its value is a number, unlike that of `model: lenet`. */
export function misspeltVersion(tree: MapTree): Entry | undefined {
  if (entryOf(tree, 'modelc')) return undefined;
  return tree.entries.find(
    ({ key, value }) => isNumber(value) && (VERSION_KEYS.includes(key) || nearest(key, ['modelc']) !== undefined),
  );
}

function isNumber(tree: Tree): boolean {
  const text = plainText(tree);
  return text !== undefined && /^\d+$/.test(text);
}
