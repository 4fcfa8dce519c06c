import fs from 'node:fs';
import { diskReason } from '../../files/disk-errors';
import type { Weights, WeightsResult, WeightTensor } from '../weights';
import { HeaderTextError } from './header-text';
import { fromLittleEndian } from './little-endian';
import { type Header, parseHeader } from './parse-header';
import { BYTES_PER_VALUE, LARGEST_HEADER_BYTES, LENGTH_BYTES } from './safetensors';

const HELP = 'use a safetensors file with F32 tensors, such as one that modelc wrote';

/**
 * Reads the weights of a safetensors file. The file is not trusted: every length is checked against that of the file before
 * memory is allocated. A file that modelc does not accept is rejected as a whole.
 */
export function readSafetensors(file: string): WeightsResult {
  let descriptor: number | undefined;
  try {
    // Checked before opening: opening a named pipe would wait for a writer.
    if (!fs.statSync(file).isFile()) throw new HeaderTextError('not a regular file');
    descriptor = fs.openSync(file, 'r');
    return { ok: true, weights: readOpen(descriptor) };
  } catch (error) {
    return { ok: false, problem: { file, message: inWords(error), help: HELP } };
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

function readOpen(descriptor: number): Weights {
  const fileBytes = fs.fstatSync(descriptor).size;
  if (fileBytes < LENGTH_BYTES) throw new HeaderTextError(`not a safetensors file: ${fileBytes} bytes are too few`);
  const length = new Uint8Array(LENGTH_BYTES);
  readInto(descriptor, length, 0);
  const other = formatOf(length);
  if (other !== undefined) throw new HeaderTextError(other);
  const headerBytes = Number(new DataView(length.buffer).getBigUint64(0, true));
  if (headerBytes > LARGEST_HEADER_BYTES) {
    throw new HeaderTextError('not a safetensors file');
  }
  const dataStart = LENGTH_BYTES + headerBytes;
  if (dataStart > fileBytes) {
    throw new HeaderTextError(`truncated: ${fileBytes} bytes, but the header ends at ${dataStart}`);
  }
  const header = parseHeader(readHeaderText(descriptor, headerBytes), fileBytes - dataStart);
  return { tensors: readTensors(descriptor, header, dataStart), metadata: header.metadata };
}

/** Another format by its first bytes, and how to get a safetensors file from it. */
function formatOf(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes).toString('latin1');
  // PyTorch writes a zip archive, and before version 1.6 a pickle.
  if (start.startsWith('PK\x03\x04') || start.startsWith('\x80\x02'))
    return "a file of `torch.save`: `safetensors.torch.save_file(model.state_dict(), 'model.safetensors')` writes the weights";
  return start.startsWith('\x89HDF') ? 'an HDF5 file, as Keras writes it' : undefined;
}

function readHeaderText(descriptor: number, headerBytes: number): string {
  const bytes = new Uint8Array(headerBytes);
  readInto(descriptor, bytes, LENGTH_BYTES);
  try {
    // Without ignoreBOM, a byte order mark would be dropped, and a header accepted that other readers reject.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new HeaderTextError('not a safetensors file: its header is not text in UTF-8');
  }
}

function readTensors(descriptor: number, { entries }: Header, dataStart: number): Map<string, WeightTensor> {
  const tensors = new Map<string, WeightTensor>();
  for (const [name, { shape, start, end }] of entries) {
    const values = new Float32Array((end - start) / BYTES_PER_VALUE);
    readInto(descriptor, new Uint8Array(values.buffer), dataStart + start);
    fromLittleEndian(values);
    tensors.set(name, { shape, values });
  }
  return tensors;
}

const LARGEST_READ_BYTES = 2 ** 30;

function readInto(descriptor: number, target: Uint8Array, position: number): void {
  for (let done = 0; done < target.length; ) {
    const wanted = Math.min(target.length - done, LARGEST_READ_BYTES);
    const read = fs.readSync(descriptor, target, done, wanted, position + done);
    if (read === 0) throw new HeaderTextError('truncated while it was read');
    done += read;
  }
}

function inWords(error: unknown): string {
  return error instanceof HeaderTextError ? error.message : diskReason(error, 'read');
}
