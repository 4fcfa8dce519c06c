import { findMismatch, type ValueSchema } from './value-schema';

/** What a value that a field does not take was probably meant to be: as it is written in YAML, or what to do. */
export interface Slip {
  /** Write this instead; the meaning is the same. */
  readonly write?: string;
  readonly help?: string;
}

/** A wrong value, and the schema of its field. */
interface Wrong {
  readonly key: string;
  readonly value: unknown;
  readonly schema: ValueSchema;
  /** Whether the key can be left out. */
  readonly optional: boolean;
}

/** Recognises habits of other languages and formats: `(2, 2)`, `3x3`, `1_000`, `no`, `None`, `-1`. Undefined for anything else. */
export function slipOf(wrong: Wrong): Slip | undefined {
  const { key, value, schema, optional } = wrong;
  if (value === null || (typeof value === 'string' && NOTHINGS.has(value))) {
    const help =
      optional && !SIZES.has(key)
        ? `remove \`${key}\`: then it has its default`
        : 'write the number: every size is fixed in a spec';
    return { help };
  }
  if (value === -1 && SIZES.has(key)) return { help: 'write the number: `-1` is not replaced by what is left' };
  if (key === 'learning_rate' && typeof value === 'object')
    return { help: 'write a number; how it changes is `schedule`, next to `optimizer`' };
  if (key === 'shape' && typeof value === 'object' && !Array.isArray(value))
    return { help: 'write a list, `shape: [28, 28, 1]`, or the sizes by name without `shape`' };
  if (key === 'axis' && Array.isArray(value)) return { help: 'write one name: several axes need one layer each' };
  const isBatched = Array.isArray(value) && value.length === 4 && value[0] === 1 && value[3] === 1;
  if (isBatched && findMismatch(schema, value.slice(1, 3)) === undefined)
    return { write: `[${value.slice(1, 3).join(', ')}]` };
  const sides = Array.isArray(value) && value.every(Array.isArray) ? value.flat() : undefined;
  if (sides && findMismatch(schema, sides) === undefined) return { help: `write \`[${sides.join(', ')}]\`` };
  if (key === 'axis' && typeof value === 'number')
    return { help: 'write its name: `channels` is axis 1 in PyTorch and ONNX, and the last one, -1, in Keras' };
  const takes = (meant: unknown): boolean => findMismatch(schema, meant) === undefined;
  if (typeof value === 'number') {
    if ((value === 0 || value === 1) && takes(true)) return { write: String(value === 1) };
    return takes({ constant: value }) ? { help: `write \`{ constant: ${value} }\`` } : undefined;
  }
  return typeof value === 'string' ? slipInText(value, takes) : undefined;
}

const NOTHINGS: ReadonlySet<string> = new Set(['None', 'null', 'nil', 'undefined', 'NULL', 'NaN']);

const SIZES: ReadonlySet<string> = new Set([
  'shape',
  'height',
  'width',
  'channels',
  'length',
  'features',
  'depth',
  'units',
]);

function slipInText(text: string, takes: (meant: unknown) => boolean): Slip | undefined {
  const [, name] = /^\$\{?([A-Za-z_]\w*)\}?$/.exec(text) ?? [];
  if (name !== undefined) return { help: `write \`"\${${name}}"\`, and declare \`${name}\` under \`let\`` };
  const truth = /^(?:(yes|on|y|t)|no|off|n|f)$/i.exec(text);
  if (truth && takes(true)) return { write: String(truth[1] !== undefined) };
  const commented = /^(\S+?)\s*(#|\/\/)/.exec(text);
  if (commented) return { help: `put a space before \`#\`, which starts a comment: \`${commented[1]} # ...\`` };
  const numbers = listIn(text);
  if (numbers && takes(numbers)) return { write: `[${numbers.join(', ')}]` };
  const number = numberIn(text);
  if (number !== undefined && takes(number)) return { write: String(number) };
  return /^[A-Za-z_]\w*$/.test(text) && takes(1)
    ? { help: `write the number, or declare \`${text}\` under \`let\` and write \`"\${${text}}"\`` }
    : undefined;
}

/** The numbers of `(2, 2)`, `"[2, 2]"` or `3x3`. */
function listIn(text: string): readonly number[] | undefined {
  const inner = /^[[(]\s*(.*?),?\s*[\])]$/.exec(text)?.[1] ?? (/^\d+(?:\s*[x×]\s*\d+)+$/.test(text) ? text : undefined);
  const parts = inner?.split(/\s*[,x×]\s*/) ?? [];
  return parts.length > 1 && parts.every((part) => /^-?\d+(?:\.\d+)?$/.test(part)) ? parts.map(Number) : undefined;
}

/** The number of `1_000`, `10^-3`, `28px`, or `/2`, as figures of papers have strides. */
function numberIn(text: string): number | undefined {
  if (/^\d{1,3}(?:[_ ']\d{3})+$/.test(text)) return Number(text.replaceAll(/\D/g, ''));
  const [, power] = /^10(?:\^|\*\*)(-?\d{1,2})$/.exec(text) ?? [];
  if (power !== undefined) return Number(`1e${power}`);
  const [, divisor] = /^\/\s*(\d+)$/.exec(text) ?? [];
  if (divisor !== undefined) return Number(divisor);
  const [, number] = /^(\d+)\s*(?:px|pixels?|units?|epochs?|steps?|cells?)$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number);
}
