const SIGNATURES: readonly (readonly [number[], string])[] = [
  [[0x1f, 0x8b], 'gzip-compressed data'],
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0xff, 0xd8, 0xff], 'a JPEG image'],
  [[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], 'a NumPy array'],
  [[0x00, 0x00, 0x08, 0x01], 'an idx file of labels'],
  [[0x00, 0x00, 0x08, 0x03], 'an idx file of grey images'],
];

const IDX_TYPES: Readonly<Record<number, string>> = {
  8: 'unsigned bytes',
  9: 'signed bytes',
  11: '16-bit integers',
  12: '32-bit integers',
  13: '32-bit floats',
  14: '64-bit floats',
};

/** Describes the content of a file by its first bytes, so that the user recognises a wrong file. */
export function describeContent(start: Uint8Array): string {
  if (start.length === 0) return 'an empty file';
  const known = SIGNATURES.find(([signature]) => signature.every((byte, i) => start[i] === byte));
  if (known) return known[1];
  const idxType = start[0] === 0 && start[1] === 0 ? IDX_TYPES[start[2] ?? 0] : undefined;
  if (idxType) return `an idx file of ${idxType} with ${start[3]} dimensions`;
  const text = Buffer.from(start.subarray(0, 64)).toString('latin1').trimStart();
  if (/^<(!doctype html|html|\?xml|head|body)/i.test(text)) return 'an HTML or XML page';
  if (text.startsWith('version https://git-lfs')) return 'a Git LFS pointer instead of the file';
  if (/^[\x20-\x7e\s]{8}/.test(text)) return `text that starts with \`${text.slice(0, 20).replace(/\s+/g, ' ')}\``;
  const bytes = Array.from(start.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0'));
  return `data that starts with the bytes ${bytes.join(' ')}`;
}
