import path from 'node:path';
import type { Artifact, EmitRequest, Target } from '../backends/target';
import { checkTarget, type TargetName, targets } from '../backends/targets';
import { printable } from '../diagnostics/printable';
import { renderDiagnostics } from '../diagnostics/render-diagnostics';
import { refuse } from './refuse';
import { paintFor } from './terminal';

/** Where to write a target's files. */
export interface Destination {
  /** A file or a folder, depending on the target; `-` is standard output. */
  readonly out: string;
  /** Overwrite files that modelc did not write. */
  readonly force: boolean;
}

/** Writes a valid graph as a target: all files or none. Exit code 1: the target does not support the graph; 2: any other failure. */
export async function buildTarget(name: TargetName, request: EmitRequest, { out, force }: Destination): Promise<void> {
  const target = targets[name];
  if (target.output === 'folder' && /\.(?:py|pt|pth|pb|ts|js)$/.test(out))
    return refuse({
      message: `target \`${name}\` writes a folder, but \`${out}\` is the name of a file`,
      help: `pass a folder, such as \`--out ${path.join(path.dirname(out), path.parse(out).name)}\``,
    });
  const diagnostics = checkTarget(name, request);
  if (diagnostics.length > 0) {
    process.stderr.write(`${renderDiagnostics(diagnostics, 'human', paintFor(process.stderr))}\n`);
    process.exitCode = 1;
    return;
  }
  const artifacts = await emit(target, request);
  if (!artifacts) return;
  if (out === '-') return print(artifacts);
  const { makeFolder, writePrograms } = await import('../files/write-program.js');
  const files = artifacts.map(({ name: own, content }) => ({
    file: target.output === 'file' ? out : path.join(out, own),
    content,
  }));
  const problem = (target.output === 'folder' && makeFolder(out)) || writePrograms(files, force);
  if (problem) return refuse(problem);
  const written = files.map(({ file }) => printable(file)).join(', ');
  process.stderr.write(`wrote ${written}; ${target.describe(printable(out), request)}\n`);
}

/** Undefined, after printing why, if a package that the target needs is not installed. */
async function emit(target: Target, request: EmitRequest): Promise<readonly Artifact[] | undefined> {
  try {
    return await target.emit(request);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isMissing = code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
    const missing = target.packages?.find((name) => isMissing && message.includes(name));
    if (missing === undefined) throw error;
    return refuse({
      message: `package \`${missing}\`, which this target needs, is not installed`,
      help: `run \`npm install ${missing}\``,
    });
  }
}

function print(artifacts: readonly Artifact[]): void {
  const [first, ...others] = artifacts;
  if (first && others.length === 0 && typeof first.content === 'string') {
    process.stdout.write(first.content);
    return;
  }
  const names = artifacts.map(({ name }) => `\`${name}\``).join(', ');
  refuse({ message: `${names} cannot be printed`, help: 'pass a folder with `--out`' });
}
