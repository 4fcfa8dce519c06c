/** Bytes of a spec; a larger file is refused before it is read. */
export const MAXIMUM_BYTES = 1024 * 1024;

/** Words and signs of YAML in one file: some five thousand layers, each written out. More would take minutes and gigabytes. */
export const MAXIMUM_PIECES = 100_000;

/** Levels of values inside of values. */
export const MAXIMUM_DEPTH = 100;

/** Values that aliases may expand to in one file. */
export const MAXIMUM_ALIASED_VALUES = 10_000;

/** Layers and uses of blocks that one spec may expand to. */
export const MAXIMUM_NODES = 200_000;

/** Blocks inside of blocks, deeper than any net needs; more would exhaust the stack. */
export const MAXIMUM_BLOCK_DEPTH = 100;

/** Files that a spec includes, by whatever ways. */
export const MAXIMUM_INCLUDES = 100;

/** Expressions in one text. */
export const MAXIMUM_EXPRESSIONS = 100;

/** Characters of a text that expressions are written into. */
export const MAXIMUM_TEXT = 1000;
