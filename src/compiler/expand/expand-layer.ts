import type { Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import { type AttributePlace, type Node, type NodeOf, UNKNOWN_ID, type ValueId } from '../../graph/graph';
import { type Kind, layerOf } from '../../schema/kinds';
import type { LayerItem } from '../ast';
import { writtenAt } from '../bindings';
import { type LayerSection, readLayer } from '../read/read-layer';
import { holdsExpression } from '../yaml/tree';
import type { Current, Expansion, Place } from './expansion';
import { inputsOf, reportSeveral } from './inputs-of';
import { settledSymbols } from './settled-symbols';

/** What a layer is called in its scope, and whether the user said so. */
interface Called {
  readonly self: string;
  readonly named: boolean;
}

/** One layer -> one node. */
export function expandLayer(
  item: LayerItem,
  called: Called,
  { value, paths }: Current,
  place: Place,
  expansion: Expansion,
): ValueId {
  const { join } = layerOf(item.kind);
  const joined = join && !item.from ? paths : undefined;
  const inputs = joined ? joined.map((path) => path.value) : inputsOf(item, called.self, value, place, expansion);
  const wrong = refuseInputs(item, inputs, { join, afterBranch: paths !== undefined }, place.uses, expansion);
  const names = joined?.map(({ name }) => name);
  return addNode(item, called, wrong ? [UNKNOWN_ID] : inputs, names, place, expansion);
}

/** Reports a join that has too little to join, and any other layer that was given too much. */
function refuseInputs(
  item: LayerItem,
  inputs: readonly ValueId[],
  { join, afterBranch }: { readonly join: boolean; readonly afterBranch: boolean },
  uses: readonly Use[],
  expansion: Expansion,
): boolean {
  const { kind, word, from } = item;
  const { report } = expansion;
  if (!join) {
    const known = !inputs.includes(UNKNOWN_ID);
    if (inputs.length > 1 && known) reportSeveral(item, inputs.length, uses, expansion);
    return inputs.length > 1;
  }
  if (afterBranch && from) report.add('wiring/join-from-branch', from[0]?.span ?? word.span, { kind }, { uses });
  const lonely = !afterBranch && inputs.length < 2;
  if (lonely && inputs[0] !== UNKNOWN_ID) report.add('wiring/nothing-to-join', word.span, { kind }, { uses });
  return lonely;
}

function addNode(
  item: LayerItem,
  { self, named }: Called,
  inputs: readonly ValueId[],
  paths: readonly string[] | undefined,
  place: Place,
  expansion: Expansion,
): ValueId {
  if (expansion.isFull(item, place)) return UNKNOWN_ID;
  const name = place.scope.qualify(self);
  const { uses } = place;
  const { span } = item.word;
  const section = readAttributes(item, place, expansion);
  const node: NodeOf<Kind> = {
    id: expansion.nextId,
    kind: item.kind,
    name,
    localName: self,
    named,
    attributes: section?.values,
    symbols: settledSymbols(section?.symbols ?? new Map(), place.parameters, expansion.spec.lets),
    inputs,
    paths,
    site: { name, span },
    spanOf: (attribute, index) => locate(item, { section, place }, attribute, index).span,
    usesOf: (attribute, index) => locate(item, { section, place }, attribute, index).uses,
    placeOf: (attribute) => attributePlace({ name, section, place }, attribute),
    uses,
  };
  expansion.nodes.push(node as Node);
  place.steps.push({ type: 'node', node: node as Node });
  return node.id;
}

/** The attributes of a layer; read once for all its uses where they are sound and hold no expression. */
function readAttributes(item: LayerItem, { parameters, uses }: Place, expansion: Expansion): LayerSection | undefined {
  const known = expansion.constant.get(item);
  if (known) return known;
  const { kind, attributes, word } = item;
  const context = { report: expansion.report, kindSpan: word.span, names: parameters, uses };
  const section = readLayer(kind, attributes, context);
  const entries = attributes?.entries ?? [];
  const constant = entries.every(({ key, value }) => section?.trees.has(key) && !holdsExpression(value));
  if (section && constant) expansion.constant.set(item, section);
  return section;
}

/** Where an attribute, or one number of it, is written, in the use of a block if it stands there; the kind where it is not. */
function locate(
  { word }: LayerItem,
  { section, place }: Omit<Located, 'name'>,
  attribute: string,
  index: number | undefined,
): { readonly span: Span; readonly uses: readonly Use[] } {
  const { parameters, uses } = place;
  const value = section?.trees.get(attribute);
  if (!value) return { span: word.span, uses };
  const symbol = section?.symbols.get(`${attribute}/${index}`) ?? section?.symbols.get(attribute);
  const at = symbol && parameters !== 'later' ? writtenAt(symbol, parameters) : undefined;
  if (at?.type === 'argument') return at;
  const item = index !== undefined && value.type === 'list' ? value.items[index] : undefined;
  return { span: (item ?? value).span, uses };
}

interface Located {
  readonly name: string;
  readonly section: LayerSection | undefined;
  readonly place: Place;
}

function attributePlace({ name, section, place }: Located, attribute: string): AttributePlace | undefined {
  const { parameters, uses } = place;
  const value = section?.trees.get(attribute);
  if (!value) return { owner: name, attribute, span: undefined, uses };
  const symbol = section?.symbols.get(attribute);
  if (!symbol) return holdsExpression(value) ? undefined : { owner: name, attribute, span: value.span, uses };
  const at = parameters === 'later' ? undefined : writtenAt(symbol, parameters);
  if (!at?.use || at.type === 'let') return undefined;
  const isDefault = at.type === 'default';
  const around = isDefault ? at.uses.slice(0, -1) : at.uses;
  return { owner: at.use.name, attribute: at.name, span: isDefault ? undefined : at.span, uses: around };
}
