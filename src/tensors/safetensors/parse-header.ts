import { HeaderText, HeaderTextError, quote } from './header-text';
import { BATCH_COUNT, BYTES_PER_COUNT, BYTES_PER_VALUE, METADATA_KEY, type TensorEntry } from './safetensors';

export interface Header {
  /** In the order of their values in the file. */
  readonly entries: ReadonlyMap<string, TensorEntry>;
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Parses a safetensors header and checks it against the number of bytes after it. Afterwards the tensors cover those bytes
 * exactly once, and the bytes of each match its shape. Anything else throws a HeaderTextError that names the tensor.
 */
export function parseHeader(json: string, dataBytes: number): Header {
  const text = new HeaderText(json);
  const entries: [string, TensorEntry][] = [];
  const metadata = new Map<string, string>();
  text.readObject((key) => {
    if (key === METADATA_KEY) text.readObject((note) => metadata.set(note, text.readString()));
    else entries.push([key, readEntry(text, key)]);
  });
  text.readEnd();
  // Sorting by the end as well puts empty tensors before the one that starts at the same offset.
  entries.sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
  checkCoverage(entries, dataBytes);
  return { entries: new Map(entries.filter(([, { isCount }]) => !isCount)), metadata };
}

function readEntry(text: HeaderText, name: string): TensorEntry {
  const tensor = `tensor ${quote(name)}`;
  let dtype: string | undefined;
  let shape: number[] | undefined;
  let offsets: number[] | undefined;
  text.readObject((key) => {
    if (key === 'dtype') dtype = text.readString();
    else if (key === 'shape') shape = text.readIntegers();
    else if (key === 'data_offsets') offsets = text.readIntegers();
    else text.fail(`${tensor} has an unknown key ${quote(key)}`);
  });
  if (dtype === undefined || !shape || !offsets) return text.fail(`${tensor} has no dtype, shape or data_offsets`);
  const isCount = dtype === 'I64' && BATCH_COUNT.test(name);
  if (dtype !== 'F32' && !isCount) text.fail(`${tensor} has type ${quote(dtype)}, but only "F32" is supported`);
  const [start, end] = offsets;
  if (start === undefined || end === undefined || offsets.length !== 2 || start > end) {
    return text.fail(`${tensor} needs data_offsets with a start and an end`);
  }
  const bytes = shape.reduce((product, size) => product * size, isCount ? BYTES_PER_COUNT : BYTES_PER_VALUE);
  // Beyond 2^53 a product is rounded, so it must not be compared.
  if (!Number.isSafeInteger(bytes)) return text.fail(`${tensor} has an impossible shape ${list(shape)}`);
  if (bytes !== end - start)
    text.fail(`${tensor} of shape ${list(shape)} takes ${bytes} bytes, but its data_offsets span ${end - start}`);
  return { shape, start, end, isCount };
}

function checkCoverage(entries: readonly [string, TensorEntry][], dataBytes: number): void {
  let covered = 0;
  for (const [name, { start, end }] of entries) {
    if (start < covered) throw new HeaderTextError(`tensor ${quote(name)} overlaps the one before it`);
    if (start > covered)
      throw new HeaderTextError(`nothing claims the ${start - covered} bytes before tensor ${quote(name)}`);
    covered = end;
  }
  if (covered > dataBytes)
    throw new HeaderTextError(`truncated: the tensors take ${covered} bytes, the file has ${dataBytes} for them`);
  if (covered < dataBytes) throw new HeaderTextError(`nothing claims the last ${dataBytes - covered} bytes`);
}

function list(shape: readonly number[]): string {
  return `[${shape.slice(0, 8).join(', ')}${shape.length > 8 ? ', …' : ''}]`;
}
