import type { Goal } from '../diagnostics/report';
import { axesOf, channelsOf, type Shape, spatialAxes, valuesOf } from '../dimensions/dimension';
import { type Node, nodeOf, type ValueId } from '../graph/graph';
import { layerOf } from '../schema/kinds';
import type { Candidate, Change, Values } from './candidate';
import { pathInto } from './join-path';
import type { Search } from './layer-candidates';
import { changeOf, together } from './together';
import { Upstream } from './upstream';

/** Bits for each edit besides the least likely: with that one, similar ones are no surprise. */
const ANOTHER = 2;

/**
 * Several edits of one path of a join that together give it the shape of another path: its windows keep the size of what they read, as few
 * as are needed, and its last layer with a number of channels has that of the other path. `edits` are single ones.
 */
export function jointCandidates(
  { value, sizes }: Goal,
  edits: readonly Candidate[],
  { graph }: Search,
): readonly Candidate[] {
  const join = nodeOf(graph, value);
  if (!join || sizes.length > 0) return [];
  const shapes = join.inputs.map((id) => graph.typings.get(id)?.output);
  if (!shapes.every((shape) => shape !== undefined)) return [];
  const upstream = new Upstream(graph, value);
  const joins = (chosen: readonly Candidate[]): boolean => upstream.shapesWith(changeOf(chosen)) !== undefined;
  return targetsOf(shapes).flatMap((target): readonly Candidate[] => {
    const paths = join.inputs.flatMap((end, index) => (isLike(shapes[index], target) ? [] : [{ end, index }]));
    const chosen = paths.flatMap(({ end, index }): Choice | readonly Choice[] => {
      const path = new Upstream(graph, end);
      const ends = (some: readonly Candidate[]): Shape | undefined => {
        const found = path.shapesWith(changeOf(some));
        return found === undefined || found === 'unknown' ? undefined : (found.get(end) ?? shapes[index]);
      };
      return choose(edits, pathInto(graph, join, index), { target, ends }) ?? [];
    });
    if (chosen.length < paths.length) return [];
    const windows = chosen.flatMap((one) => one.windows);
    const all = joins(windows) ? windows : chosen.flatMap((one) => [...one.windows, ...one.channels]);
    return all.length > 1
      ? [together(all, { cost: costOf(all), changes: all.map(({ changes }) => changes).join() })]
      : [];
  });
}

/** The shapes that most paths have; of two paths, either one. */
function targetsOf(shapes: readonly Shape[]): readonly Shape[] {
  const counts = shapes.map((shape) => shapes.filter((other) => isLike(other, shape)).length);
  const found = shapes.filter((_, index) => shapes.length === 2 || 2 * (counts[index] ?? 0) > shapes.length);
  return shapes.length === 2 ? found : found.slice(0, 1);
}

function isLike(shape: Shape | undefined, other: Shape): boolean {
  return shape !== undefined && String(valuesOf(shape)) === String(valuesOf(other));
}

/** Edits that give a path the places of another one, and those that also give it the channels. */
interface Choice {
  readonly windows: readonly Candidate[];
  readonly channels: readonly Candidate[];
}

interface Wanted {
  readonly target: Shape;
  /** The shape of the path with some edits. */
  readonly ends: (chosen: readonly Candidate[]) => Shape | undefined;
}

function choose(edits: readonly Candidate[], nodes: readonly Node[], { target, ends }: Wanted): Choice | undefined {
  const own = edits.filter(({ shown }) => nodes.some(({ id }) => id === shown)).toSorted((a, b) => a.cost - b.cost);
  const fits = (chosen: readonly Candidate[]): boolean => hasPlaces(ends(chosen), target);
  const keeping = own.filter(({ change, shown }) => valuesIn(change, shown)?.padding === 'same');
  const single = own.find((edit) => fits([edit]));
  const several = fits([]) ? [] : fits(keeping) ? least(keeping, fits) : single && [single];
  if (!several) return undefined;
  const windows = single && single.cost < costOf(several) ? [single] : several;
  const last = nodes.findLast(({ kind }) => layerOf(kind).traits.channels !== undefined);
  const channels = last && layerOf(last.kind).traits.channels;
  const count = channelsOf(target).value;
  const widened = own.filter(
    ({ change, shown }) =>
      channels !== undefined && shown === last?.id && valuesIn(change, shown)?.[channels] === count,
  );
  const found = ends(windows);
  return { windows, channels: found && channelsOf(found).value === count ? [] : widened.slice(0, 1) };
}

function costOf(edits: readonly Candidate[]): number {
  return Math.max(...edits.map(({ cost }) => cost)) + ANOTHER * (edits.length - 1);
}

function hasPlaces(shape: Shape | undefined, target: Shape): boolean {
  if (!shape || String(axesOf(shape)) !== String(axesOf(target))) return false;
  return String(valuesOf(spatialAxes(shape))) === String(valuesOf(spatialAxes(target)));
}

/** The edits without those that are not needed. */
function least(edits: readonly Candidate[], fits: (chosen: readonly Candidate[]) => boolean): readonly Candidate[] {
  return edits.reduce<readonly Candidate[]>((kept, edit) => {
    const without = kept.filter((other) => other !== edit);
    return fits(without) ? without : kept;
  }, edits);
}

function valuesIn(change: Change | undefined, id: ValueId | undefined): Values | undefined {
  return id === undefined ? undefined : change?.attributes?.get(id);
}
