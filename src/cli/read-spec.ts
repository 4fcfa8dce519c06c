import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { ArgumentsOf, Code } from '../diagnostics/messages';
import { nearest } from '../diagnostics/nearest';
import { Collector } from '../diagnostics/report';
import { makeSource } from '../diagnostics/source';

export type SpecText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

/** The text of a spec by its path; `-` is standard input. What can go wrong with a file comes back as a diagnostic. */
export function readSpec(file: string): SpecText {
  try {
    const bytes = readFileSync(file === '-' ? 0 : file);
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    return { ok: false, diagnostic: fileDiagnostic(file, error) };
  }
}

function fileDiagnostic(file: string, error: unknown): Diagnostic {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return diagnose(file, 'file/not-found', { file, nearest: neighbour(file) });
  if (code === 'EISDIR') return diagnose(file, 'file/directory', { file });
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return diagnose(file, 'file/not-text', { file });
  return diagnose(file, 'file/unreadable', { file, reason: code === 'EACCES' ? 'permission denied' : message });
}

function diagnose<C extends Code>(file: string, code: C, args: ArgumentsOf<C>): Diagnostic {
  const collector = new Collector();
  collector.add(code, { source: makeSource(file, ''), start: 0, end: 0 }, args);
  return collector.diagnostics()[0] as Diagnostic;
}

/** A file of the same folder whose name is nearly the one asked for. */
function neighbour(file: string): string | undefined {
  try {
    const found = nearest(basename(file), readdirSync(dirname(file)));
    return found === undefined ? undefined : join(dirname(file), found);
  } catch {
    return undefined;
  }
}
