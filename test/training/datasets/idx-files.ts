import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** An idx file of unsigned bytes, for tests. */
export function idxFile(sizes: readonly number[], values: Uint8Array | readonly number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.set([0, 0, 8, sizes.length]);
  sizes.forEach((size, i) => {
    header.writeUInt32BE(size, 4 + 4 * i);
  });
  return Buffer.concat([header, Uint8Array.from(values)]);
}

/** Bytes 0, 1, 2, … 255, 0, … */
export function counting(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => i);
}

/** Five images for training and two for testing, 2 x 3 pixels, classes 0 to 3. */
export function smallFiles(): Record<string, Buffer> {
  return {
    'train-images-idx3-ubyte': idxFile([5, 2, 3], counting(30)),
    'train-labels-idx1-ubyte': idxFile([5], [0, 1, 2, 3, 0]),
    't10k-images-idx3-ubyte': idxFile([2, 2, 3], counting(12)),
    't10k-labels-idx1-ubyte': idxFile([2], [2, 1]),
  };
}

/** A new temporary folder with these files; the caller removes it. */
export function folderWith(files: Readonly<Record<string, Buffer>>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-datasets-'));
  for (const [name, bytes] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), bytes);
  return folder;
}
