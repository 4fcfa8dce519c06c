import { type SpatialAxis, spatialAxisNames } from '../dimensions/axis';
import type { Graph } from '../graph/graph';
import type { AxisField, ReceptiveField, Typing } from '../graph/typed-graph';

/** The part of the model's input that one position of a value depends on, per axis; a vector has none. */
export interface FieldSummary {
  readonly axes: readonly SpatialAxis[];
  /** In input cells; the whole input if a value depends on all of it. */
  readonly size: readonly number[];
  /** Input cells between neighbouring positions; the whole input if a value depends on all of it. */
  readonly stride: readonly number[];
}

/** What a node or block depends on in the model's input. */
export interface NodeField {
  /** Null if unknown. */
  readonly receptiveField: FieldSummary | null;
  /** True if each value depends on the whole input, as after a dense layer or a global pool. */
  readonly seesAll: boolean;
}

/** The receptive field of each value, as a summary shows it. */
export function nodeFieldOf(graph: Graph): (typing: Typing | undefined) => NodeField {
  const whole = summaryOf(wholeInput(graph));
  return (typing) => {
    if (!typing) return { receptiveField: null, seesAll: false };
    const { receptiveField } = typing;
    if (receptiveField === 'all') return { receptiveField: whole, seesAll: true };
    return { receptiveField: summaryOf(receptiveField), seesAll: false };
  };
}

type Fields = Exclude<ReceptiveField, 'all'>;

/** The size of the inputs along each axis; the largest if several inputs have the axis. */
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
