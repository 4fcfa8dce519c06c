/** Unchanged lines shown around a change. */
const CONTEXT = 2;

type Line = { readonly sign: ' ' | '-' | '+'; readonly text: string };

/** The differences between two texts as a unified diff; empty if there are none. */
export function lineDiff(before: string, after: string, file: string): string {
  const lines = compareLines(before.split('\n'), after.split('\n'));
  const shown = lines.map((_, at) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ sign }) => sign !== ' '),
  );
  const parts: string[] = [];
  let [old, now] = [1, 1];
  for (const [at, { sign, text }] of lines.entries()) {
    if (shown[at] && !shown[at - 1]) parts.push(hunkHead(lines, shown, at, { old, now }));
    if (shown[at]) parts.push(`${sign}${text}`);
    if (sign !== '+') old++;
    if (sign !== '-') now++;
  }
  return parts.length === 0 ? '' : [`--- ${file}`, `+++ ${file}`, ...parts].join('\n');
}

function hunkHead(
  lines: readonly Line[],
  shown: readonly boolean[],
  from: number,
  { old, now }: { readonly old: number; readonly now: number },
): string {
  const next = shown.indexOf(false, from);
  const hunk = lines.slice(from, next < 0 ? lines.length : next);
  const count = (sign: Line['sign']): number => hunk.filter((line) => line.sign !== sign).length;
  return `@@ -${old},${count('+')} +${now},${count('-')} @@`;
}

/**
 * Unchanged, removed and added lines. Cuts off the common start and end, and compares the rest by its longest common
 * subsequence.
 */
function compareLines(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++;
  let end = 0;
  const limit = Math.min(before.length, after.length) - start;
  while (end < limit && before.at(-1 - end) === after.at(-1 - end)) end++;
  const same = (lines: readonly string[]): Line[] => lines.map((text) => ({ sign: ' ', text }));
  const middle = compareMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return [...same(before.slice(0, start)), ...middle, ...same(before.slice(before.length - end))];
}

function compareMiddle(before: readonly string[], after: readonly string[]): Line[] {
  const lengths = commonLengths(before, after);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]];
    if (old !== undefined && old === now) {
      lines.push({ sign: ' ', text: old });
      [i, j] = [i + 1, j + 1];
    } else if (old !== undefined && (now === undefined || at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      lines.push({ sign: '-', text: old });
      i++;
    } else {
      lines.push({ sign: '+', text: now as string });
      j++;
    }
  }
  return lines;
}

/** The length of the longest common subsequence of the lines from i and from j on. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly Uint32Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const longest =
        before[i] === after[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
      (rows[i] as Uint32Array)[j] = longest;
    }
  }
  return rows;
}

function at(rows: readonly Uint32Array[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}
