import fs from 'node:fs';
import path from 'node:path';
import { WeightsWriteError } from '../../training/weights/weights';
import { writeAtomically } from '../../training/weights/write-atomically';
import { MARKER } from './marker';

/** Why a program cannot be written, and what to do. */
export interface WriteProblem {
  readonly message: string;
  readonly help: string;
}

/**
 * Puts a program into a file, whole or not at all. Refuses a folder, a device, and (unless `force`) a file that has something
 * in it which modelc has not written.
 */
export function writeProgram(file: string, text: string, force: boolean): WriteProblem | undefined {
  try {
    const obstacle = obstacleTo(file, force);
    if (obstacle) return obstacle;
    // A link stays one: what it points to is replaced.
    writeAtomically(fs.existsSync(file) ? fs.realpathSync(file) : file, [Buffer.from(text)]);
    return undefined;
  } catch (error) {
    if (error instanceof WeightsWriteError)
      return { message: `\`${file}\` was ${error.problem.message}`, help: error.problem.help };
    const { code, message } = error as NodeJS.ErrnoException;
    return {
      message: `\`${file}\` cannot be written: ${code === 'EACCES' ? 'permission denied' : message}`,
      help: 'choose another path',
    };
  }
}

/** Puts `after` in the place of `before`, whole or not at all; refuses a file that something else has changed meanwhile. */
export function replaceText(file: string, before: string, after: string): WriteProblem | undefined {
  try {
    if (fs.readFileSync(file, 'utf8') !== before)
      return { message: `\`${file}\` has changed while it was read`, help: 'run it again' };
  } catch {
    return { message: `\`${file}\` is not there any more`, help: 'run it again' };
  }
  return writeProgram(file, after, true);
}

/** The same for a file in a folder, which is made where it is missing. */
export function writeProgramInto(folder: string, name: string, text: string, force: boolean): WriteProblem | undefined {
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isFile = code === 'EEXIST' || code === 'ENOTDIR';
    const reason = isFile ? 'a part of its path is a file' : code === 'EACCES' ? 'permission denied' : message;
    return { message: `the folder \`${folder}\` cannot be made: ${reason}`, help: 'choose another path' };
  }
  return writeProgram(path.join(folder, name), text, force);
}

/** Why a file that is there may not be written over; undefined where nothing stands in the way. */
export function obstacleTo(file: string, force: boolean): WriteProblem | undefined {
  if (!fs.existsSync(file)) return undefined;
  const stats = fs.statSync(file);
  if (stats.isDirectory()) return { message: `\`${file}\` is a folder`, help: 'give the path of a file in it' };
  if (!stats.isFile()) return { message: `\`${file}\` is not an ordinary file`, help: '`--out -` prints the program' };
  if (force || stats.size === 0 || fs.readFileSync(file, 'utf8').includes(MARKER)) return undefined;
  return {
    message: `\`${file}\` exists, and modelc has not written it`,
    help: 'choose another path, or overwrite it with `--force`',
  };
}
