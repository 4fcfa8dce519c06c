import type { Report } from '../../diagnostics/report';
import { textOf } from '../../diagnostics/source';
import { positionalArguments } from '../../schema/foreign/positional-arguments';
import { itemOfCall } from '../../schema/guess-call';
import { fieldsOf, type Kind, layerOf, needsAttributes } from '../../schema/kinds';
import { findMismatch } from '../../schema/value-schema';
import type { BrokenItem, LayerItem } from '../ast';
import { UNKNOWN } from '../environment';
import { checkSizedExpressions } from '../read/evaluate-tree';
import type { ItemContext } from '../read/item-context';
import { readLayer } from '../read/read-layer';
import { isNothing, readPlain } from '../read/read-plain';
import { describeTree, expressionsIn, type Tree, type Word } from '../yaml/tree';
import { type Beside, withMisplaced } from './read-beside';

/** A layer in the text: its kind as written, its attributes if it is not a bare word, and the keys next to them. */
interface WrittenLayer {
  readonly word: Word;
  readonly value?: Tree;
  readonly beside?: Beside;
}

/** A kind with its attributes -> its syntax tree. Afterwards, every attribute without expressions has been checked. */
export function validateLayer(
  kind: Kind,
  { word, value, beside }: WrittenLayer,
  context: ItemContext,
): LayerItem | BrokenItem {
  const { report } = context;
  const plain = { word, ...readPlain(beside?.tree, 'a layer', context) };
  if (layerOf(kind).join && !layerOf(kind).traits.takesValueTwice) warnAboutOperands(kind, plain.from ?? [], report);
  if (value?.type === 'broken') return { type: 'broken', ...plain };
  if (value && !isNothing(value) && value.type !== 'map') {
    const expected = exampleOf(kind, word, value);
    report.add('schema/shape-of', value.span, { what: `\`${kind}\``, expected, found: describeTree(value) });
    return { type: 'broken', ...plain };
  }
  const whole = beside ? withMisplaced(value, beside) : value;
  const attributes = whole?.type === 'map' ? whole : undefined;
  readLayer(kind, attributes, { report, kindSpan: word.span, names: UNKNOWN, declared: context.parameters });
  if (attributes) checkAllExpressions(attributes, context);
  return { type: 'layer', kind, attributes, ...plain };
}

/** A value that is joined with itself was probably named twice by mistake. */
function warnAboutOperands(kind: Kind, from: readonly Word[], report: Report): void {
  const names = from.map(({ text }) => text);
  const twice = from.find(({ text }, index) => names.indexOf(text) < index);
  if (twice) report.add('layers/same-operand', twice.span, { layer: kind, operand: twice.text });
}

/** What to write instead, with the value in its first attribute, if it fits there. */
function exampleOf(kind: Kind, { span }: Word, written: Tree): string {
  // As written: by now, the word of another framework is read as the kind.
  const text = textOf(span);
  if (written.type === 'list' && positionalArguments(text)) {
    const inner = textOf(written.span).replace(/^\[|\]$/g, '');
    return `a map of attributes, such as \`${itemOfCall(kind, { name: text, inner }, { text, span }).item}\``;
  }
  const fields = Object.entries(fieldsOf(kind));
  const [key, field] = fields.find(([, { required }]) => required) ?? fields[0] ?? [];
  if (key === undefined || field === undefined) return `a bare word, \`- ${kind}\``;
  const value = plainValue(written);
  const fits = value !== undefined && findMismatch(field.schema, value) === undefined;
  if (!fits && !needsAttributes(kind)) return `a bare word, \`- ${kind}\`, or a map of attributes`;
  const alone = fields.every(([other, { required }]) => other === key || !required);
  return `a map of attributes, such as \`${kind}: { ${key}: ${fits && alone ? textOf(written.span) : '...'} }\``;
}

/** A plain value, or a list of plain ones. */
function plainValue(tree: Tree): unknown {
  if (tree.type === 'scalar') return tree.value;
  return tree.type === 'list' ? tree.items.map(plainValue) : undefined;
}

/** Checks syntax and names of all expressions in a value, which can use sizes. */
export function checkAllExpressions(tree: Tree, context: ItemContext): void {
  for (const text of expressionsIn(tree)) checkSizedExpressions(text, context);
}
