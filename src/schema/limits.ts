/** What a spec may come to; `--limit name=value` raises one. */
export interface Limits {
  /** Bytes of a file; a larger one is refused before it is read. */
  readonly bytes: number;
  /** Words and signs of YAML in one file: some five thousand layers, each written out. More takes minutes and gigabytes. */
  readonly words: number;
  /** Levels of values inside of values. */
  readonly depth: number;
  /** Values that aliases may expand to in one file. */
  readonly aliases: number;
  /** Layers and uses of blocks that one spec may expand to. */
  readonly layers: number;
  /** Numbers in one value, for one sample: targets count them in 32 bits. */
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

/** How far each may be raised: past these the compiler's own stack, or what it can count exactly, comes to an end. */
export const largestLimits: Limits = {
  bytes: 2 ** 28,
  words: 2 ** 31 - 1,
  depth: 400,
  aliases: 2 ** 31 - 1,
  layers: 2 ** 31 - 1,
  values: Number.MAX_SAFE_INTEGER,
  parameters: Number.MAX_SAFE_INTEGER,
};

/** Blocks inside of blocks, deeper than any net needs; more would exhaust the stack. */
export const MAXIMUM_BLOCK_DEPTH = 100;

/** Files that a spec includes, by whatever ways. */
export const MAXIMUM_INCLUDES = 100;

/** Expressions in one text. */
export const MAXIMUM_EXPRESSIONS = 100;

/** Characters of a text that expressions are written into. */
export const MAXIMUM_TEXT = 1000;
