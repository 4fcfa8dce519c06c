import { type Node, type NodeOf, UNKNOWN_ID, type ValueId } from '../../graph/graph';
import type { AttributeSource, BindingLocation, Formula } from '../../graph/locations';
import { type Kind, layerOf } from '../../schema/kinds';
import type { LayerItem } from '../ast';
import { mainPlace, writtenAt } from '../environment';
import { type LayerSection, readLayer } from '../read/read-layer';
import { holdsExpression } from '../yaml/tree';
import type { Current, Place, ReadAttributes } from './expansion';
import { inputsOf, reportSeveral } from './inputs-of';
import { settled, settledSymbols } from './settled-symbols';
import { ownerOfLayer, sharedAttributes } from './shared-weights';
import { withSizesAt } from './sizes';

/** The name of a layer in its scope, and whether the user wrote it. */
interface Called {
  readonly self: string;
  readonly named: boolean;
}

/** One layer -> one node. */
export function expandLayer(item: LayerItem, called: Called, { value, paths }: Current, place: Place): ValueId {
  const { join } = layerOf(item.kind);
  const joined = join && !item.from ? paths : undefined;
  const inputs = joined ? joined.map((path) => path.value) : inputsOf(item, { self: called.self, value }, place);
  const wrong = refuseInputs(item, inputs, { join, afterBranch: paths !== undefined }, place);
  const names = joined?.map(({ name }) => name);
  return addNode(item, called, { inputs: wrong ? [UNKNOWN_ID] : inputs, paths: names }, place);
}

/** Reports a join with too few inputs, and any other layer with too many. */
function refuseInputs(
  item: LayerItem,
  inputs: readonly ValueId[],
  { join, afterBranch }: { readonly join: boolean; readonly afterBranch: boolean },
  place: Place,
): boolean {
  const { kind, word, from } = item;
  const { uses, task } = place;
  const { report } = task;
  if (!join) {
    const known = !inputs.includes(UNKNOWN_ID);
    if (inputs.length > 1 && known) reportSeveral(item, inputs.length, place);
    return inputs.length > 1;
  }
  if (afterBranch && from) report.add('wiring/join-from-branch', from[0]?.span ?? word.span, { kind }, { uses });
  const lonely = !afterBranch && inputs.length < 2;
  // A word that was reported, such as `sum`, may mean something other than a join.
  const isOwnWord = word.text === kind;
  if (lonely && isOwnWord && inputs[0] !== UNKNOWN_ID)
    report.add('wiring/nothing-to-join', word.span, { kind }, { uses });
  return lonely;
}

function addNode(
  item: LayerItem,
  { self, named }: Called,
  { inputs, paths }: Pick<Node, 'inputs' | 'paths'>,
  place: Place,
): ValueId {
  const { expansion } = place;
  if (expansion.isFull(item, place)) return UNKNOWN_ID;
  const name = place.scope.qualify(self);
  const { section, sources } = readAttributes(item, inputs, place);
  const shared = ownerOfLayer(item, self, place);
  const node: NodeOf<Kind> = {
    id: expansion.nextId,
    kind: item.kind,
    name,
    localName: self,
    named,
    attributes: section && shared ? sharedAttributes(section.values, sources, shared, place) : section?.values,
    symbols: settledSymbols(section?.symbols ?? new Map(), place.parameters, place.task.spec.lets),
    chosenBy: item.chosenBy && settled(item.chosenBy, place.parameters, place.task.spec.lets),
    inputs,
    sharing: shared && {
      owner: shared.owner.sharing?.owner ?? shared.owner.id,
      span: shared.word.span,
      uses: shared.uses,
    },
    paths,
    site: { name, span: item.word.span },
    uses: place.uses,
  };
  expansion.addNode(node as Node, sources);
  place.steps.push({ type: 'node', node: node as Node });
  return node.id;
}

/** The attributes of a layer; read once for all its uses if they are valid and contain no expression. */
function readAttributes(item: LayerItem, inputs: readonly ValueId[], place: Place): ReadAttributes {
  const { uses, task, expansion } = place;
  const known = expansion.constant.get(item);
  if (known) return known;
  const { kind, attributes, word } = item;
  const context = { report: task.report, kindSpan: word.span, names: withSizesAt(inputs, place), uses };
  const section = readLayer(kind, attributes, context);
  const read: ReadAttributes = { section, sources: sourcesOf(section, context.names) };
  const entries = attributes?.entries ?? [];
  const constant = entries.every(({ key, value }) => section?.trees.has(key) && !holdsExpression(value));
  if (section && constant) expansion.constant.set(item, read);
  return read;
}

/** Where the attributes of a layer are written, and where the names in them get their values. */
function sourcesOf(section: LayerSection | undefined, parameters: Place['parameters']): ReadAttributes['sources'] {
  const sources = new Map<string, AttributeSource>();
  for (const [attribute, tree] of section?.trees ?? []) {
    const items = tree.type === 'list' ? tree.items.map(({ span }) => span) : [];
    const computed = holdsExpression(tree);
    const written = computed ? section : undefined;
    const bindings = written ? bindingsOf(attribute, items.length, written, parameters) : NO_BINDINGS;
    const formulas = written ? formulasOf(attribute, items.length, written) : NO_FORMULAS;
    const symbol = written?.symbols.get(attribute);
    const main = symbol && mainPlace(symbol, parameters);
    sources.set(attribute, { span: tree.span, items, computed, bindings, formulas, main });
  }
  return sources;
}

const NO_BINDINGS: AttributeSource['bindings'] = new Map();

function bindingsOf(
  attribute: string,
  items: number,
  { symbols }: LayerSection,
  parameters: Place['parameters'],
): AttributeSource['bindings'] {
  const bindings = new Map<number | 'all', BindingLocation>();
  const bind = (key: number | 'all', path: string): void => {
    const symbol = symbols.get(path);
    const at = symbol && writtenAt(symbol, parameters);
    if (at) bindings.set(key, at);
  };
  bind('all', attribute);
  for (let index = 0; index < items; index++) bind(index, `${attribute}/${index}`);
  return bindings;
}

const NO_FORMULAS: AttributeSource['formulas'] = new Map();

function formulasOf(attribute: string, items: number, { formulas }: LayerSection): AttributeSource['formulas'] {
  if (formulas.size === 0) return NO_FORMULAS;
  const found = new Map<number | 'all', Formula>();
  const add = (key: number | 'all', path: string): void => {
    const formula = formulas.get(path);
    if (formula) found.set(key, formula);
  };
  add('all', attribute);
  for (let index = 0; index < items; index++) add(index, `${attribute}/${index}`);
  return found;
}
