/** What a spec may say of how a weight starts. */
export type InitializerChoice = PlainInitializer | { readonly type: ScaledInitializer };

/** Initializers that are the same whatever the layer. */
export type PlainInitializer =
  | { readonly type: 'zeros' | 'ones' }
  | { readonly type: 'constant'; readonly value: number }
  | { readonly type: 'normal' | 'truncated_normal'; readonly deviation: number }
  | { readonly type: 'uniform'; readonly limit: number };

/** Initializers whose spread follows from the connections of a cell. */
export type ScaledInitializer = (typeof scaledInitializers)[number];

/**
 * Sources: Glorot and Bengio (2010), He et al. (2015), LeCun et al. (1998). The `normal` ones are cut off at two standard
 * deviations, as TensorFlow cuts them.
 */
export const scaledInitializers = [
  'glorot_normal',
  'glorot_uniform',
  'he_normal',
  'he_uniform',
  'lecun_normal',
  'lecun_uniform',
] as const;

/** How a weight starts, before the first step. */
export type Initializer =
  | PlainInitializer
  | {
      readonly type: ScaledInitializer;
      /** Values that one cell of the output reads. */
      readonly fanIn: number;
      /** Values of the output that one cell of the input reaches. */
      readonly fanOut: number;
    };

/** The initializer that was chosen, for a weight with these connections. */
export function initializerFor(choice: InitializerChoice, fanIn: number, fanOut: number): Initializer {
  return isScaled(choice) ? { type: choice.type, fanIn, fanOut } : choice;
}

function isScaled(choice: InitializerChoice): choice is { readonly type: ScaledInitializer } {
  return scaledInitializers.some((type) => type === choice.type);
}

/** Variance that a scaled initializer aims at: 2 / (fanIn + fanOut) by Glorot, 2 / fanIn by He, 1 / fanIn by LeCun. */
export function varianceOf(type: ScaledInitializer, fanIn: number, fanOut: number): number {
  if (type === 'glorot_normal' || type === 'glorot_uniform') return 2 / (fanIn + fanOut);
  return (type === 'he_normal' || type === 'he_uniform' ? 2 : 1) / fanIn;
}
