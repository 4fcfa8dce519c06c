import { nearest } from '../../diagnostics/nearest';
import type { Expression } from '../../expression/ast';
import { namesIn } from '../../expression/ast';
import { EvaluationError } from '../../expression/evaluate';
import { INCOMING } from '../../schema/words';
import { isSizeName } from '../environment';

/** Throws an `EvaluationError` at the first name of an expression that is not known. */
export function refuseUnknownNames(expression: Expression, known: ReadonlySet<string>): void {
  for (const { name, start, end } of namesIn(expression)) {
    if (known.has(name)) continue;
    const alike = [...known].filter((other) =>
      isSizeName(name) ? other.startsWith(`${INCOMING}.`) : !isSizeName(other),
    );
    const sizes = [...known].filter(isSizeName);
    const meant = isSizeName(name)
      ? (partOfMap(name, known) ?? sizeMeant(name, known))
      : (nearest(name, alike) ?? sizeNamed(name, known));
    const args = { name, nearest: meant, known: alike, hasSizes: sizes.length > 0 };
    throw new EvaluationError('expression/unknown-name', args, start, end);
  }
}

/** `nets['small']` for `nets.small`, and `len(nets)` for `nets.length`. */
function partOfMap(name: string, known: ReadonlySet<string>): string | undefined {
  const [base = '', ...keys] = name.split('.');
  if (known.has(base) && keys.length === 1 && LENGTHS.has(keys[0] ?? '')) return `len(${base})`;
  return known.has(base) ? `${base}${keys.map((key) => `['${key}']`).join('')}` : undefined;
}

/** How other languages ask a list for its length. */
const LENGTHS: ReadonlySet<string> = new Set(['length', 'size', 'len', 'count']);

/** `in.width` for `width`, and `input.width` for `input_width`. */
function sizeNamed(name: string, known: ReadonlySet<string>): string | undefined {
  const [, owner = INCOMING, axis = name] = /^(in|input)_(\w+)$/.exec(name) ?? [];
  const size = `${owner}.${axis}`;
  if (known.has(size)) return size;
  const symbol = symbols.get(name);
  // In a path of a block, the value may have another form by then.
  return [`input.${symbol}`, `${INCOMING}.${symbol}`].find((one) => known.has(one));
}

/** What papers call the sizes of a value. */
const symbols: ReadonlyMap<string, string> = new Map([
  ['C', 'channels'],
  ['H', 'height'],
  ['W', 'width'],
  ['L', 'length'],
  ['T', 'length'],
]);

/** The size that was probably meant by `input.chanels` or `in.filters`; none for the size of another layer, such as `stem.channels`. */
function sizeMeant(name: string, known: ReadonlySet<string>): string | undefined {
  const sizes = [...known].filter(isSizeName).map(partsOf);
  const [owner, size] = partsOf(name);
  const owners = [...new Set(sizes.map(([one]) => one))];
  const meantOwner = owners.includes(owner) ? owner : nearest(owner, owners);
  const words = sizes.flatMap(([one, word]) => (one === meantOwner ? [word] : []));
  const meant = words.includes(size) ? size : (sizeOf.get(size) ?? nearest(size, words));
  return meantOwner !== undefined && meant !== undefined && words.includes(meant)
    ? `${meantOwner}.${meant}`
    : undefined;
}

function partsOf(name: string): readonly [owner: string, size: string] {
  const dot = name.lastIndexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}

/** The sizes by the attributes that set them. */
const sizeOf: ReadonlyMap<string, string> = new Map([
  ['filters', 'channels'],
  ['units', 'features'],
]);
