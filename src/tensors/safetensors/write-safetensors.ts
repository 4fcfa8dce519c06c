import { FileWriteError, writeAtomically } from '../../files/write-atomically';
import type { Weights, WeightTensor } from '../weights';
import { toLittleEndian } from './little-endian';
import { BYTES_PER_VALUE, LENGTH_BYTES, METADATA_KEY } from './safetensors';

/**
 * Writes weights as a safetensors file, completely or not at all. Tensors are sorted by the bytes of their names, so the same
 * weights give the same bytes, which also equal those of the safetensors library for Python. Throws a FileWriteError for disk
 * errors and for values that are not finite, and leaves the file unchanged. A tensor whose values do not match its shape, or
 * that is named `__metadata__`, is a bug of the caller: a RangeError.
 */
export function writeSafetensors(file: string, weights: Weights): void {
  const named = [...weights.tensors].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const [name, tensor] of named) checkTensor(file, name, tensor);
  const header = formatHeader(named, weights.metadata);
  writeAtomically(file, [header, ...named.map(([, { values }]) => toLittleEndian(values))]);
}

function checkTensor(file: string, name: string, { shape, values }: WeightTensor): void {
  const count = shape.reduce((product, size) => product * size, 1);
  if (values.length !== count) throw new RangeError(`${name}: ${values.length} values for the shape [${shape}]`);
  if (name === METADATA_KEY) throw new RangeError(`no tensor may be called ${METADATA_KEY}`);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return;
  const message = `not written: weight \`${name}\` holds ${values[wrong]}`;
  throw new FileWriteError({ file, message, help: 'training diverged: lower the learning rate and train again' });
}

function formatHeader(
  named: readonly (readonly [string, WeightTensor])[],
  metadata: ReadonlyMap<string, string>,
): Uint8Array {
  const members: string[] = [];
  if (metadata.size > 0) members.push(`${JSON.stringify(METADATA_KEY)}:${formatNotes(metadata)}`);
  let start = 0;
  for (const [name, { shape, values }] of named) {
    const end = start + values.length * BYTES_PER_VALUE;
    members.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype: 'F32', shape, data_offsets: [start, end] })}`);
    start = end;
  }
  return frame(`{${members.join(',')}}`);
}

function formatNotes(metadata: ReadonlyMap<string, string>): string {
  const notes = [...metadata].map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{${notes.join(',')}}`;
}

/** The header with its length before it, padded with spaces so that the values start at a multiple of 8 bytes. */
function frame(json: string): Uint8Array {
  const text = Buffer.from(json, 'utf8');
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = Buffer.alloc(LENGTH_BYTES + padded, ' ');
  bytes.writeBigUInt64LE(BigInt(padded));
  text.copy(bytes, LENGTH_BYTES);
  return bytes;
}
