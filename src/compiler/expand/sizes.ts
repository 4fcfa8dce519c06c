import { axes } from '../../dimensions/axis';
import { axesOf, type Shape } from '../../dimensions/dimension';
import { UNKNOWN_ID, type ValueId } from '../../graph/graph';
import { INCOMING } from '../../schema/words';
import type { Environment, FoundSize, SizeOf } from '../environment';
import { withSizes } from '../environment';
import { NOTHING_ID, type Place } from './expansion';

/** The names of a place, with the sizes of the values that enter an item and of the inputs of its block. */
export function withSizesAt(incoming: readonly ValueId[], place: Place): Environment {
  return withSizes(place.parameters, sizesOf(incoming, place));
}

/** Sizes that names such as `in.channels` and `left.height` mean for an item with these inputs. */
export function sizesOf(
  incoming: readonly ValueId[],
  { scope, expansion }: Pick<Place, 'scope' | 'expansion'>,
): SizeOf {
  return (name) => {
    const [base = '', axis = ''] = name.split('.');
    const ids = base === INCOMING ? incoming : [scope.input(base) ?? UNKNOWN_ID];
    const [id = UNKNOWN_ID, ...others] = ids;
    if (others.length > 0) return severalValues(name, ids.length);
    if (id === NOTHING_ID) return { problem: { name, found: 'no value enters here', instead: [] } };
    const shape = expansion.shapeOf(id);
    // A misspelt axis has been reported with the spec.
    if (!axes.some((known) => known === axis)) return 'unknown';
    if (!shape) return 'unknown';
    const found = sizeAlong(name, { base, axis }, shape);
    if ('value' in found) expansion.noteSize(found);
    return found;
  };
}

function severalValues(name: string, count: number): FoundSize {
  return { problem: { name, found: `${count} values enter here`, instead: [] } };
}

function sizeAlong(
  name: string,
  { base, axis }: { readonly base: string; readonly axis: string },
  shape: Shape,
): Exclude<FoundSize, 'unknown'> {
  const found = shape.find((size) => size.axis === axis);
  if (found) return found;
  const own = axesOf(shape);
  const sizes = shape.map(({ value }) => value).join(' x ');
  return {
    problem: { name, found: `the value is ${sizes} (${own.join(' x ')})`, instead: own.map((one) => `${base}.${one}`) },
  };
}
