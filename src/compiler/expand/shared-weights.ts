import type { Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import type { Node } from '../../graph/graph';
import type { AttributeSource } from '../../graph/locations';
import { fieldsOf, hasWeights } from '../../schema/kinds';
import type { LayerItem, UseItem } from '../ast';
import type { LayerSection } from '../read/read-layer';
import type { Word } from '../yaml/tree';
import type { Owner, Place } from './expansion';
import type { NamedItem } from './scope';
import { settleWord } from './templates';

/** The layer whose weights another one shares, and where that is written. */
export interface SharedWeights {
  readonly owner: Node;
  readonly word: Word;
  /** Where the item of that name is: the layer, or a use of a block around it. */
  readonly span: Span;
  readonly uses: readonly Use[];
}

/** The scope of the same name in the owner. */
export function ownerWithin(owner: Owner | undefined, name: string): Owner | undefined {
  return owner && { ...owner, scope: owner.scope?.own(name)?.inner };
}

/** The use of a block whose weights this use shares, through its own `weights` or that of an enclosing use. */
export function ownerOfUse(item: UseItem, self: string, place: Place): Owner | undefined {
  if (!item.weights) return ownerWithin(place.owner, self);
  const found = namedItem(item.weights, self, place);
  if (!found) return undefined;
  const { word, item: named } = found;
  if (named.type === 'use' && named.block === item.block.text)
    return named.inner && { scope: named.inner, word, span: named.span, uses: place.uses };
  refuse(found, { item: `a use of block \`${item.block.text}\``, wanted: 'a use of the same block' }, place);
  return undefined;
}

/** The layer whose weights this one shares, through its own `weights` or that of an enclosing use. */
export function ownerOfLayer(item: LayerItem, self: string, place: Place): SharedWeights | undefined {
  const { kind, weights } = item;
  if (!weights) return counterpart(item, self, place);
  if (!hasWeights(kind)) {
    reportNone(`\`${kind}\``, weights, place);
    return undefined;
  }
  const found = namedItem(weights, self, place);
  if (!found) return undefined;
  const owner = found.item.type === 'layer' ? place.expansion.node(found.item.value) : undefined;
  if (owner?.kind === kind) return { owner, word: found.word, span: found.item.span, uses: place.uses };
  if (owner || found.item.type !== 'layer')
    refuse(found, { item: `a \`${kind}\``, wanted: 'a layer of the same kind' }, place, owner);
  return undefined;
}

/** Reports `weights` next to an item without weights. */
export function reportNone(item: string, { span }: Word, { uses, task }: Place): void {
  task.report.add('weights/none', span, { item }, { uses });
}

/** The layer of the same name in the use whose weights are shared. */
function counterpart(
  { kind }: LayerItem,
  self: string,
  { owner, scope, task, expansion }: Place,
): SharedWeights | undefined {
  if (!owner || !hasWeights(kind)) return undefined;
  const { word, span, uses } = owner;
  const item = owner.scope?.own(self);
  const node = item?.type === 'layer' ? expansion.node(item.value) : undefined;
  if (node?.kind === kind) return { owner: node, word, span, uses };
  if (item?.type === 'layer' && !node) return undefined;
  expansion.complete = false;
  task.report.add('weights/missing', word.span, { kind, layer: scope.qualify(self), owner: word.text }, { uses });
  return undefined;
}

/** What `weights` names; undefined if it was reported or is not yet known. */
function namedItem(weights: Word, self: string, place: Place) {
  const word = settleWord(weights, place);
  const item = word && place.scope.resolveItem(word, self, place.task.report, place.uses);
  if (!item) place.expansion.complete = false;
  return item && { word: { ...word, span: weights.span }, item };
}

/** Reports a name in `weights` that cannot own the weights of its item. */
function refuse(
  { word, item }: { readonly word: Word; readonly item: NamedItem },
  sharer: { readonly item: string; readonly wanted: string },
  { uses, task, expansion }: Place,
  node?: Node,
): void {
  expansion.complete = false;
  const details = { notes: [{ message: `\`${word.text}\` is here`, span: item.span }], uses };
  const what = node
    ? `a \`${node.kind}\``
    : item.block === undefined
      ? IN_WORDS[item.type]
      : `a use of block \`${item.block}\``;
  const args = { ...sharer, owner: word.text, what };
  task.report.add('weights/other-kind', word.span, args, details);
}

const IN_WORDS: { readonly [T in NamedItem['type']]: string } = {
  input: 'an input',
  layer: 'a layer',
  use: 'a use of a block',
  repeat: 'a `repeat`',
  iteration: 'an iteration of a `repeat`',
  path: 'a path of a branch',
  side: 'a side path',
};

/**
 * The attributes of a layer that shares weights. Those for initialisation and training come from the owner; a contradicting
 * attribute is reported.
 */
export function sharedAttributes(
  attributes: LayerSection['values'],
  sources: ReadonlyMap<string, AttributeSource>,
  { owner, word, span, uses }: SharedWeights,
  { task: { report } }: Place,
): LayerSection['values'] {
  const fields = Object.entries(fieldsOf(owner.kind)).filter(([, { ofWeights }]) => ofWeights);
  const values: Readonly<Record<string, unknown>> = attributes;
  const owned: Readonly<Record<string, unknown>> = owner.attributes ?? values;
  for (const [attribute, field] of fields) {
    const own = owned[attribute];
    const source = sources.get(attribute);
    if (!source || JSON.stringify(values[attribute]) === JSON.stringify(own)) continue;
    const binding = source.bindings.get('all');
    const argument = binding?.type === 'argument' ? binding : undefined;
    const notes = [{ message: `\`${word.text}\` is here`, span }];
    const [found, there] = [written(field.write(values[attribute] as never)), written(field.write(own as never))];
    const args = { attribute, parameter: argument?.name, found, owner: owner.name, owned: there };
    report.add('weights/contradiction', (argument ?? source).span, args, { notes, uses });
  }
  return { ...attributes, ...Object.fromEntries(fields.map(([attribute]) => [attribute, owned[attribute]])) };
}

/** A value as YAML, on one line. */
function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${key}: ${one}`)
    .join(', ')} }`;
}
