/**
 * A run's folder could not be made or written. Thrown, since lost results must not go unnoticed; the command prints the problem
 * without a stack trace.
 */
export class RunFolderError extends Error {
  override readonly name = 'RunFolderError';
  readonly problem: { readonly file: string; readonly message: string; readonly help: string };

  constructor(file: string, message: string, help: string) {
    super(`${file}: ${message}`);
    this.problem = { file, message, help };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: "the user's share of the disk is used up",
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the disk is read-only',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a file stands in its way',
  EEXIST: 'a file stands in its way',
  ENAMETOOLONG: 'its path is too long',
};

/** The error for an exception of Node's file system; `what` is a phrase such as `not made`. */
export function explainFolderError(file: string, what: string, error: unknown): RunFolderError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new RunFolderError(file, `${what}: ${REASONS[code ?? ''] ?? message}`, 'choose another folder by `--out`');
}
