/** Limits of a spec; `--limit name=value` raises one. */
export interface Limits {
  /** Bytes of a file; a larger one is rejected before it is read. */
  readonly bytes: number;
  /** YAML tokens in one file: about five thousand layers, each written out. More takes minutes and gigabytes. */
  readonly words: number;
  /** Nesting levels of values. */
  readonly depth: number;
  /** Values that the aliases of one file may expand to. */
  readonly aliases: number;
  /** Layers and uses of blocks that a spec may expand to. */
  readonly layers: number;
  /** Numbers in one value, per sample: targets index them with 32 bits. */
  readonly values: number;
  /** Numbers in all weights together. */
  readonly parameters: number;
}

export const standardLimits: Limits = {
  bytes: 1024 * 1024,
  words: 100_000,
  depth: 100,
  aliases: 10_000,
  layers: 200_000,
  values: 2 ** 31 - 1,
  parameters: 1e11,
};

/** How far each can be raised: beyond that, the compiler's stack or exact counting fails. */
export const largestLimits: Limits = {
  bytes: 2 ** 28,
  words: 2 ** 31 - 1,
  depth: 400,
  aliases: 2 ** 31 - 1,
  layers: 2 ** 31 - 1,
  values: Number.MAX_SAFE_INTEGER,
  parameters: Number.MAX_SAFE_INTEGER,
};

/** Nesting of blocks; deeper than any net needs, and more would exhaust the stack. */
export const MAXIMUM_BLOCK_DEPTH = 100;

/** Included files of a spec. */
export const MAXIMUM_INCLUDES = 100;

/** Expressions in one text. */
export const MAXIMUM_EXPRESSIONS = 100;

/** Characters of a text after its expressions are inserted. */
export const MAXIMUM_TEXT = 1000;
