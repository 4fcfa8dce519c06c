import { expectFields, modelExpectFields } from '../../schema/expect';
import { outputFields } from '../../schema/output';
import { repeatFields } from '../../schema/repeat';
import type { MapTree } from '../yaml/tree';
import { readSection, type Section } from './read-section';
import type { SectionContext } from './section-context';

// Sections that two passes read: the first for their form, as they are written, and a later one for what their expressions come to.

/** Where such a section is read; its title is always the same. */
type Place = Pick<SectionContext, 'report' | 'titleSpan' | 'names' | 'uses'>;

/** `output:` beside an item. */
export function readOutputSettings(tree: MapTree | undefined, place: Place): Section<typeof outputFields> | undefined {
  return readSection(outputFields, tree, { ...place, title: '`output`' });
}

/** `repeat:`, whose layers are read apart. */
export function readRepeatSettings(tree: MapTree, place: Place): Section<typeof repeatFields> | undefined {
  return readSection(repeatFields, tree, { ...place, title: '`repeat`', otherKeys: ['layers'] });
}

/** `expect:` beside an item. */
export function readItemExpect(tree: MapTree, place: Place): Section<typeof expectFields> | undefined {
  return readSection(expectFields, tree, { ...place, title: '`expect`' });
}

/** `expect:` of the model, with `inference` and `shapes` read apart; or that `inference`. */
export function readModelExpect(
  tree: MapTree,
  key: 'expect' | 'inference',
  place: Place,
): Section<typeof modelExpectFields> | undefined {
  const otherKeys = key === 'expect' ? ['inference', 'shapes'] : [];
  return readSection(modelExpectFields, tree, { ...place, title: `\`${key}\``, otherKeys });
}
