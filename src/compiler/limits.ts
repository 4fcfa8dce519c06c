/** Bytes of a spec; a larger file is refused before it is read. */
export const MAXIMUM_BYTES = 4 * 1024 * 1024;

/** Levels of values inside of values. */
export const MAXIMUM_DEPTH = 100;

/** Values that aliases may expand to in one file. */
export const MAXIMUM_ALIASED_VALUES = 10_000;

/** Layers and uses of blocks that one spec may expand to. */
export const MAXIMUM_NODES = 200_000;

/** Blocks inside of blocks, deeper than any net needs; more would exhaust the stack. */
export const MAXIMUM_BLOCK_DEPTH = 100;
