import { diskReason } from '../../files/disk-errors';
import { EngineError } from '../engine-error';

/** The graph could not be passed to TensorFlow, which reads it from a file. */
export class GraphFileError extends EngineError {
  constructor(folder: string, size: number, cause: NodeJS.ErrnoException) {
    super('graph', cause, {
      message: `${folder}: can't write the graph of the training step there: ${diskReason(cause, 'write')}`,
      help: `set \`TMPDIR\` to another folder for temporary files (the graph takes ${size} bytes), or train in f32 with \`--engine tensorflow\``,
    });
  }
}
