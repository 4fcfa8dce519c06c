/** A safetensors file, for tests: `header` unchanged, then `data`; a wrong `length` if given. */
export function safetensorsBytes(header: string | Buffer, data: Uint8Array | number, length?: bigint): Buffer {
  const text = Buffer.from(header);
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(length ?? BigInt(text.length));
  return Buffer.concat([prefix, text, typeof data === 'number' ? Buffer.alloc(data) : data]);
}

/** A header entry. */
export function entry(name: string, shape: string, start: number, end: number, dtype = 'F32'): string {
  return `${JSON.stringify(name)}:{"dtype":"${dtype}","shape":${shape},"data_offsets":[${start},${end}]}`;
}
