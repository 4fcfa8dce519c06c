import type { Graph } from '../graph/graph';
import type { Typing } from '../graph/typed-graph';

/** The part of the model's input that one value depends on. */
export interface FieldSummary {
  /** Height and width, in cells of the input; the whole input where a value depends on all of it. */
  readonly size: readonly [number, number];
  /** Cells of the input from one value to the next; the whole input where a value depends on all of it. */
  readonly stride: readonly [number, number];
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
  const images = graph.inputs.filter(({ shape }) => shape.length === 3);
  const largest = (axis: 0 | 1): number => Math.max(1, ...images.map(({ shape }) => shape[axis] ?? 1));
  const whole = [largest(0), largest(1)] as const;
  return (typing) => {
    if (!typing) return { receptiveField: null, seesAll: false };
    const { receptiveField } = typing;
    if (receptiveField === 'all') return { receptiveField: { size: whole, stride: whole }, seesAll: true };
    return { receptiveField: { size: receptiveField.size, stride: receptiveField.jump }, seesAll: false };
  };
}
