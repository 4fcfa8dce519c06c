/** A column of a table for terminals. */
export interface Column<R> {
  readonly title: string;
  /** Aligned right, for numbers. */
  readonly right?: boolean;
  /** If the terminal is too narrow, columns of lower rank are dropped first; columns without a rank always stay. */
  readonly rank?: number;
  readonly cell: (row: R) => string;
}

/** The lines of a table, header first, and the titles of the columns that did not fit in `width`. */
export function layOut<R>(
  columns: readonly Column<R>[],
  rows: readonly R[],
  width = Number.POSITIVE_INFINITY,
): { readonly lines: readonly string[]; readonly leftOut: readonly string[] } {
  const filled = columns.map((column) => {
    const cells = [column.title, ...rows.map(column.cell)];
    return { column, cells, width: cells.reduce((most, { length }) => Math.max(most, length), 0) };
  });
  // A column without values is dropped.
  const kept = filled.filter(({ cells, column }) => column.rank === undefined || cells.slice(1).some((cell) => cell));
  const leftOut: string[] = [];
  const total = (): number => kept.reduce((sum, column) => sum + column.width + 2, -2);
  while (total() > width) {
    const ranks = kept.flatMap(({ column }) => column.rank ?? []);
    if (ranks.length === 0) break;
    const [gone] = kept.splice(
      kept.findIndex(({ column }) => column.rank === Math.min(...ranks)),
      1,
    );
    if (gone && !leftOut.includes(gone.column.title)) leftOut.push(gone.column.title);
  }
  const lines = ['', ...rows].map((_, line) =>
    kept
      .map(({ column, cells, width: wide }) => (column.right ? cells[line]?.padStart(wide) : cells[line]?.padEnd(wide)))
      .join('  ')
      .trimEnd(),
  );
  return { lines, leftOut };
}
