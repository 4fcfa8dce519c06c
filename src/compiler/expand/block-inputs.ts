import { UNKNOWN_ID, type ValueId } from '../../graph/graph';
import { MAXIMUM_BLOCK_DEPTH } from '../../schema/limits';
import { INPUT } from '../../schema/words';
import type { BlockAst, UseItem } from '../ast';
import { NOTHING_ID, type Place } from './expansion';
import { type Incoming, inputOf, inputsOf } from './inputs-of';
import type { Given } from './scope';

/** Reports blocks that use themselves, or are nested too deeply, through a parameter. */
export function refuseCircle(item: UseItem, chain: readonly string[], { uses, task: { report } }: Place): boolean {
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
export function blockInputs(
  item: UseItem,
  block: BlockAst | undefined,
  incoming: Incoming,
  place: Place,
): readonly ValueId[] | undefined {
  const names = block?.inputs;
  if (!names || (names.length === 1 && !item.from)) return [inputOf(item, incoming, place)];
  const found = item.from?.length ?? 1;
  if (item.from?.length === 0) return undefined;
  if (found === names.length) return inputsOf(item, incoming, place);
  const notes = [{ message: 'its inputs are declared here', span: names[0]?.span }];
  const details = { notes, uses: place.uses };
  const inputs = names.map(({ text }) => text);
  place.task.report.add('blocks/inputs', item.block.span, { block: item.block.text, inputs, found }, details);
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
