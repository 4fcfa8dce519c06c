/** Numbers of a weight, changed in place; float32 in training, float64 where the formulas are held against others. */
export type Numbers = Float32Array | Float64Array;

/** One trained weight as an optimizer sees it; arrays are as long as the weight. */
export interface TrainedWeight {
  readonly values: Numbers;
  /** What the optimizer remembers from step to step (`slotsOf` says how much), zeros at first. */
  readonly slots: readonly Numbers[];
  /** Whether weight decay pulls it to zero. */
  readonly decays: boolean;
}

/** How an optimizer works: `S` are its settings in a spec. */
export interface OptimizerRow<S> {
  /** One step; `step` counts from 0 over the whole run. The gradient stays as it is. */
  update(settings: S, weight: TrainedWeight, gradient: ArrayLike<number>, rate: number, step: number): void;
}
