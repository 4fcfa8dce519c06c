/** What was tried: reading a file, writing one, or making a folder. */
type Attempt = 'read' | 'write' | 'make';

/** What Node's file system says by a code, in words that follow the name of the file. */
const reasons: { readonly [A in Attempt | 'any']: Readonly<Record<string, string>> } = {
  any: {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EISDIR: 'a folder has this name',
    ELOOP: 'a symbolic link points to itself',
    ENAMETOOLONG: 'its path is too long',
    ENOTDIR: 'a part of its path is a file',
  },
  read: { ENOENT: 'not found', ENOTDIR: 'not found: a part of its path is a file' },
  write: { ENOENT: 'its folder does not exist', EEXIST: 'a file has this name' },
  make: { ENOENT: 'no folder can be made there', EEXIST: 'a part of its path is a file' },
};

/** Why the file system refused, from what Node threw; its own message where there are no better words. */
export function diskReason(error: unknown, attempt: Attempt): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return reasons[attempt][code] ?? reasons.any[code] ?? message;
}

const help: Readonly<Record<string, string>> = {
  ENOSPC: 'make room, or write to another disk',
  EDQUOT: 'make room, or write to another disk',
  EACCES: 'write to another folder, or change its permissions',
  EPERM: 'write to another folder, or change its permissions',
  EROFS: 'write to another disk',
  ENOENT: 'make the folder first',
  ENOTDIR: 'choose a path whose folders exist',
  EISDIR: 'choose another name',
};

/** What to do where a file could not be written. */
export function helpToWrite(error: unknown): string {
  return help[(error as NodeJS.ErrnoException).code ?? ''] ?? 'write to another folder';
}
