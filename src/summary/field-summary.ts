import { type SpatialAxis, spatialAxisNames } from '../dimensions/axis';
import type { Graph } from '../graph/graph';
import type { AxisField, ReceptiveField, Typing } from '../graph/typed-graph';

/** The part of the model's input that one place of a value depends on, along each axis in order; a vector has none. */
export interface FieldSummary {
  readonly axes: readonly SpatialAxis[];
  /** In cells of the input; the whole input where a value depends on all of it. */
  readonly size: readonly number[];
  /** Cells of the input from one place to the next; the whole input where a value depends on all of it. */
  readonly stride: readonly number[];
}

/** What a node, or a block, sees of the model's input. */
export interface Sight {
  /** Null where it is unknown. */
  readonly receptiveField: FieldSummary | null;
  /** True where each value depends on everything, as behind a dense layer or a global pool. */
  readonly seesAll: boolean;
}

/** Gives what each value sees, as a summary shows it. */
export function sightOf(graph: Graph): (typing: Typing | undefined) => Sight {
  const whole = summaryOf(wholeInput(graph));
  return (typing) => {
    if (!typing) return { receptiveField: null, seesAll: false };
    const { receptiveField } = typing;
    if (receptiveField === 'all') return { receptiveField: whole, seesAll: true };
    return { receptiveField: summaryOf(receptiveField), seesAll: false };
  };
}

type Fields = Exclude<ReceptiveField, 'all'>;

/** All cells along each axis of the inputs; of several with the same axis the longest. */
function wholeInput({ inputs }: Graph): Fields {
  const whole: { [A in SpatialAxis]?: AxisField } = {};
  for (const { shape, axes } of inputs)
    for (const axis of spatialAxisNames) {
      const size = Math.max(shape[axes.indexOf(axis)] ?? 0, whole[axis]?.size ?? 0);
      if (size > 0) whole[axis] = { size, jump: size };
    }
  return whole;
}

function summaryOf(field: Fields): FieldSummary {
  const axes = spatialAxisNames.filter((axis) => field[axis]);
  const each = (key: keyof AxisField): number[] => axes.flatMap((axis) => field[axis]?.[key] ?? []);
  return { axes, size: each('size'), stride: each('jump') };
}
