/** Sequences with more differences than this are not aligned: it takes too long and explains little. */
const MAXIMUM_EDITS = 2000;

/** Indices of equal elements in both sequences, in order. */
export type Pairs = readonly (readonly [number, number])[];

/**
 * The longest common subsequence of two sequences; undefined if they differ too much. Source: Myers, "An O(ND) Difference
 * Algorithm and Its Variations" (1986).
 */
export function align<T>(a: readonly T[], b: readonly T[]): Pairs | undefined {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const middle = alignMiddle(a.slice(start, endA), b.slice(start, endB));
  if (!middle) return undefined;
  return [
    ...Array.from({ length: start }, (_, index) => [index, index] as const),
    ...middle.map(([one, other]) => [one + start, other + start] as const),
    ...Array.from({ length: a.length - endA }, (_, index) => [endA + index, endB + index] as const),
  ];
}

function alignMiddle<T>(a: readonly T[], b: readonly T[]): Pairs | undefined {
  if (a.length === 0 || b.length === 0) return [];
  const most = Math.min(a.length + b.length, MAXIMUM_EDITS);
  // furthest[k + most]: how far along `a` one gets on diagonal k with so many edits.
  let furthest = new Int32Array(2 * most + 2);
  const history: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    history.push(furthest.slice(most - edits, most + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && at(furthest, k - 1 + most) < at(furthest, k + 1 + most));
      let x = down ? at(furthest, k + 1 + most) : at(furthest, k - 1 + most) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest[k + most] = x;
      if (x >= a.length && x - k >= b.length) return trace(a.length, b.length, history);
    }
    furthest = furthest.slice();
  }
  return undefined;
}

function at(array: Int32Array, index: number): number {
  return array[index] ?? 0;
}

/** Walks the edits back from the ends; elements on the diagonals between them are equal. */
function trace(lengthA: number, lengthB: number, history: readonly Int32Array[]): Pairs {
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [lengthA, lengthB];
  for (let edits = history.length - 1; edits >= 0; edits--) {
    const before = history[edits] as Int32Array;
    const k = x - y;
    const down = k === -edits || (k !== edits && at(before, k - 1 + edits) < at(before, k + 1 + edits));
    const previous = down ? k + 1 : k - 1;
    const fromX = edits === 0 ? 0 : at(before, previous + edits);
    const fromY = edits === 0 ? 0 : fromX - previous;
    while (x > fromX && y > fromY) {
      x--;
      y--;
      pairs.push([x, y]);
    }
    [x, y] = [fromX, fromY];
  }
  return pairs.reverse();
}
