const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'not found',
  ENOTDIR: 'not found: a part of its path is a file',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ELOOP: 'a symbolic link that leads to itself',
  ERR_BUFFER_TOO_LARGE: 'too long: its decompressed data goes on past what its header promises',
  Z_BUF_ERROR: 'truncated: the compressed data ends early',
  Z_DATA_ERROR: 'damaged: the compressed data does not decompress',
};

/** Explains why a file could not be read, from an error of Node's file system or zlib. */
export function explainFileError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? `could not be read: ${message}`;
}
