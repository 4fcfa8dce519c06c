/** The choices for the initial values of a weight. */
export type InitializerChoice = PlainInitializer | { readonly type: ScaledInitializer };

/** Initialisers that do not depend on the layer. */
export type PlainInitializer =
  | { readonly type: 'zeros' | 'ones' }
  | { readonly type: 'constant'; readonly value: number }
  | { readonly type: 'normal' | 'truncated_normal'; readonly deviation: number }
  | { readonly type: 'uniform'; readonly limit: number };

/** Initialisers whose variance depends on the connections of a cell. */
export type ScaledInitializer = (typeof scaledInitializers)[number];

/**
 * Sources: Glorot and Bengio (2010), He et al. (2015), LeCun et al. (1998). The `normal` ones are truncated at two standard
 * deviations, as in TensorFlow.
 */
export const scaledInitializers = [
  'glorot_normal',
  'glorot_uniform',
  'he_normal',
  'he_uniform',
  'lecun_normal',
  'lecun_uniform',
] as const;

/** The initial values of a weight. */
export type Initializer =
  | PlainInitializer
  | {
      readonly type: ScaledInitializer;
      /** The number of inputs of one output cell. */
      readonly fanIn: number;
      /** The number of outputs that one input cell contributes to. */
      readonly fanOut: number;
    };

/** The chosen initialiser, for a weight with these connections. */
export function initializerFor(choice: InitializerChoice, fanIn: number, fanOut: number): Initializer {
  return isScaled(choice) ? { type: choice.type, fanIn, fanOut } : choice;
}

function isScaled(choice: InitializerChoice): choice is { readonly type: ScaledInitializer } {
  return scaledInitializers.some((type) => type === choice.type);
}

/** The variance of a scaled initialiser: 2 / (fanIn + fanOut) for Glorot, 2 / fanIn for He, 1 / fanIn for LeCun. */
export function varianceOf(type: ScaledInitializer, fanIn: number, fanOut: number): number {
  if (type === 'glorot_normal' || type === 'glorot_uniform') return 2 / (fanIn + fanOut);
  return (type === 'he_normal' || type === 'he_uniform' ? 2 : 1) / fanIn;
}
