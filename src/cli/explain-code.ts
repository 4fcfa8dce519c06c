import { type Code, messages, warningCodes } from '../diagnostics/messages';
import { nearest } from '../diagnostics/nearest';
import { printable } from '../diagnostics/printable';
import { paintFor } from './terminal';

interface Options {
  readonly format: 'human' | 'json';
}

/** Whether a word looks like a code (`shape/concat`, `kernel-too-big`, `E0042`) rather than the path of a spec. */
export function isCode(word: string): boolean {
  return /^(?:[a-z]+\/)?[A-Za-z0-9-]+$/.test(word);
}

/** Prints the page of a code; for an unknown code, prints a suggestion and sets exit code 2. */
export async function explainCode(word: string, { format }: Options): Promise<void> {
  const codes = Object.keys(messages) as Code[];
  const code = codes.find((known) => known === word);
  if (!code) {
    const guess = codes.find((known) => known.endsWith(`/${word}`)) ?? nearest(word, codes);
    const help = guess
      ? `run \`modelc explain ${guess}\``
      : '`docs/errors.md` lists all codes; pass a spec by its path';
    process.stderr.write(`error: \`${printable(word)}\` is neither a code nor a file\n  = help: ${help}\n`);
    process.exitCode = 2;
    return;
  }
  const { codePage, renderPage } = await import('../diagnostics/pages/render-page.js');
  const severity = warningCodes.some((warning) => warning === code) ? 'warning' : 'error';
  const text =
    format === 'json'
      ? JSON.stringify({ schemaVersion: 1, code, severity, ...codePage(code) }, null, 2)
      : renderPage(code, paintFor(process.stdout));
  process.stdout.write(`${text}\n`);
}
