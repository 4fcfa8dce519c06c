import { EngineError } from '../engine-error';

/** The graph could not be handed to TensorFlow, which reads it from a file. */
export class GraphFileError extends EngineError {
  constructor(folder: string, size: number, cause: NodeJS.ErrnoException) {
    super('graph', cause, {
      message: `${folder}: can't write the graph of the training step there: ${reasonOf(cause)}`,
      help: `say another folder for temporary files by \`TMPDIR\` (the graph takes ${size} bytes), or train in f32 by \`--engine tensorflow\``,
    });
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOSPC') return 'no space is left on the disk';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'writing is not allowed there';
  if (code === 'ENOENT') return 'there is no such folder';
  return message;
}
