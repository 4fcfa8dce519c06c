import { expectFields, modelExpectFields } from '../../schema/expect';
import { outputFields } from '../../schema/output';
import { repeatFields, repeatKeys } from '../../schema/repeat';
import { splitFields } from '../../schema/split';
import type { MapTree } from '../yaml/tree';
import { readSection, type Section } from './read-section';
import type { SectionContext } from './section-context';

// Sections that two passes read: the first checks what is written, and a later one the values of its expressions.

/** The context of such a section; its title is fixed. */
type Place = Pick<SectionContext, 'report' | 'titleSpan' | 'names' | 'uses'>;

/** `output:` of an item. */
export function readOutputSettings(tree: MapTree | undefined, place: Place): Section<typeof outputFields> | undefined {
  return readSection(outputFields, tree, { ...place, title: '`output`' });
}

/** `repeat:`, without `over`, `as` and its layers, which are read separately. */
export function readRepeatSettings(tree: MapTree, place: Place): Section<typeof repeatFields> | undefined {
  return readSection(repeatFields, tree, { ...place, title: '`repeat`', otherKeys: repeatKeys });
}

/** `axis` and `sizes` next to `split`. */
export function readSplitSettings(tree: MapTree, place: Place): Section<typeof splitFields> | undefined {
  return readSection(splitFields, tree, { ...place, title: '`split`' });
}

/** `expect:` of an item. */
export function readItemExpect(tree: MapTree, place: Place): Section<typeof expectFields> | undefined {
  return readSection(expectFields, tree, { ...place, title: '`expect`' });
}

/** `expect:` of the model, without `inference` and `shapes`, which are read separately; or that `inference`. */
export function readModelExpect(
  tree: MapTree,
  key: 'expect' | 'inference',
  place: Place,
): Section<typeof modelExpectFields> | undefined {
  const otherKeys = key === 'expect' ? ['inference', 'shapes'] : [];
  return readSection(modelExpectFields, tree, { ...place, title: `\`${key}\``, otherKeys });
}
