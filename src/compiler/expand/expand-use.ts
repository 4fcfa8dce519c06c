import { type BlockUse, type Body, type Step, UNKNOWN_ID, type ValueId } from '../../graph/graph';
import { hasWeights } from '../../schema/kinds';
import { MAXIMUM_BLOCK_DEPTH } from '../../schema/limits';
import { INPUT } from '../../schema/words';
import type { BlockAst, ItemAst, UseItem } from '../ast';
import { extend } from '../environment';
import { bindArguments } from './bind-arguments';
import { type Expansion, NOTHING_ID, type Place } from './expansion';
import { inputOf, inputsOf } from './inputs-of';
import { type Given, Scope } from './scope';
import { settledSymbols } from './settled-symbols';
import { ownerOfUse, reportNone } from './shared-weights';

/** Expands a list of items. Passed as a parameter, since lists contain structures that contain lists. */
export type ExpandList = (items: readonly ItemAst[], input: ValueId, place: Place, expansion: Expansion) => ValueId;

/** One use of a block -> its layers, in their own scope. */
export function expandUse(
  item: UseItem,
  self: string,
  current: ValueId,
  place: Place,
  expansion: Expansion,
  expandList: ExpandList,
): ValueId {
  const { spec, report, endless, used } = expansion;
  const block = spec.blocks.get(item.block.text);
  const inputs = blockInputs(item, block, self, current, place, expansion);
  if (block?.broken) return UNKNOWN_ID;
  const name = place.scope.qualify(self);
  const use = { name, span: item.block.span };
  const bound = bindArguments(item, block, [...spec.blocks.keys()], { ...place, use }, report);
  if (!block || !bound || !inputs || endless.has(block.name.text) || expansion.isFull(item, place)) return UNKNOWN_ID;
  const chain = [...place.chain, block.name.text];
  if (refuseCircle(item, chain, place, expansion)) return UNKNOWN_ID;
  const scope = Scope.closed(name, givenTo(block, inputs), place.scope);
  const steps: Step[] = [];
  const owner = ownerOfUse(item, self, place, expansion);
  const firstNode = expansion.nodes.length;
  used.add(block.name.text);
  const lets = spec.lets;
  const parameters = extend(lets, bound.values, bound.writtenAt);
  const result = expandList(
    block.layers,
    firstInput(inputs),
    { scope, parameters, uses: [...place.uses, use], chain, steps, owner },
    expansion,
  );
  place.scope.settle(self, result, scope);
  if (item.weights && owner && !expansion.nodes.slice(firstNode).some(({ kind }) => hasWeights(kind)))
    reportNone(`block \`${block.name.text}\``, item.weights, place, expansion);
  const body: Body = { inputs, steps, result };
  const blockUse: BlockUse = {
    block: block.name.text,
    name,
    localName: self,
    parameters: bound.values,
    symbols: settledSymbols(bound.symbols, place.parameters, lets),
    body,
  };
  place.steps.push({ type: 'use', use: blockUse });
  return result;
}

/** Reports blocks that use themselves, or are nested too deeply, through a parameter. */
function refuseCircle(item: UseItem, chain: readonly string[], { uses }: Place, { report }: Expansion): boolean {
  const at = chain.indexOf(item.block.text);
  if (at < chain.length - 1) {
    report.add('blocks/recursive', item.block.span, { chain: chain.slice(at) }, { uses: uses.slice(0, at) });
    return true;
  }
  if (chain.length > MAXIMUM_BLOCK_DEPTH)
    report.add('blocks/too-deep', item.block.span, { limit: MAXIMUM_BLOCK_DEPTH });
  return chain.length > MAXIMUM_BLOCK_DEPTH;
}

/** The values that a use passes to its block; undefined if a wrong number of them was reported. */
function blockInputs(
  item: UseItem,
  block: BlockAst | undefined,
  self: string,
  current: ValueId,
  place: Place,
  expansion: Expansion,
): readonly ValueId[] | undefined {
  const names = block?.inputs;
  if (!names || (names.length === 1 && !item.from)) return [inputOf(item, self, current, place, expansion)];
  const found = item.from?.length ?? 1;
  if (item.from?.length === 0) return undefined;
  if (found === names.length) return inputsOf(item, self, current, place, expansion);
  const notes = [{ message: 'its inputs are declared here', span: names[0]?.span }];
  const details = { notes, uses: place.uses };
  const inputs = names.map(({ text }) => text);
  expansion.report.add('blocks/inputs', item.block.span, { block: item.block.text, inputs, found }, details);
  return undefined;
}

/** The initial contents of a block's scope. */
export function givenTo({ name, inputs }: BlockAst, values: readonly ValueId[]): Given[] {
  const words = inputs ?? [{ text: INPUT, span: name.span }];
  return words.map(({ text, span }, index) => ({ name: text, value: values[index] ?? UNKNOWN_ID, span }));
}

/** The input of the first item of a list: the only value that enters, or none if there are several. */
export function firstInput(inputs: readonly ValueId[]): ValueId {
  const [input = UNKNOWN_ID, ...others] = inputs;
  return others.length === 0 ? input : NOTHING_ID;
}
