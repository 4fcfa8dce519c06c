import { printable, shorten } from '../diagnostics/printable';
import { readSpec } from '../files/read-spec';
import type { MadeFix, Mended } from '../mend/mend-spec';
import { type OpenedSpec, optionsOf } from './open-spec';
import type { SpecOptions } from './spec-options';

export interface FixOptions extends SpecOptions {
  /** `contracts` mends counts in `expect` too. */
  readonly fix: 'certain' | 'contracts';
  readonly dryRun?: boolean;
}

/** A spec after its certain mistakes were mended, and what was done. */
export interface FixedSpec extends OpenedSpec {
  readonly fixed: readonly MadeFix[];
}

/**
 * Mends a spec, and the files that it includes: each is replaced whole or left as it was. Standard input comes back on standard
 * output. Says what was done on standard error.
 */
export async function checkAndFix(file: string, options: FixOptions): Promise<FixedSpec> {
  const read = readSpec(file);
  if (!read.ok) return { text: '', diagnostics: [read.diagnostic], compilation: undefined, exitCode: 2, fixed: [] };
  const { mendSpec } = await import('../mend/mend-spec.js');
  const { fix, dryRun = false } = options;
  const mended = mendSpec(read.text, file, optionsOf(file, options), fix);
  const { compilation, made } = mended;
  const written = dryRun ? await showDifferences(mended) : await writeFiles(file, read.text, mended);
  for (const one of made) process.stderr.write(`${line(one, dryRun)}\n`);
  const exitCode = written ? (compilation.ok && !(dryRun && made.length > 0) ? 0 : 1) : 2;
  return { text: read.text, diagnostics: compilation.diagnostics, compilation, exitCode, fixed: made };
}

async function showDifferences({ changed }: Mended): Promise<boolean> {
  const { lineDiff } = await import('../mend/line-diff.js');
  for (const [name, { before, after }] of changed) process.stdout.write(`${lineDiff(before, after, name)}\n`);
  return true;
}

/** False where a file could not be written. */
async function writeFiles(file: string, text: string, { changed }: Mended): Promise<boolean> {
  const { replaceText } = await import('../files/write-program.js');
  if (file === '-') process.stdout.write(changed.get(file)?.after ?? text);
  for (const [name, { before, after }] of changed) {
    if (name === '-') continue;
    const problem = replaceText(name, before, after);
    if (!problem) continue;
    process.stderr.write(`error: ${printable(problem.message)}\n  = help: ${problem.help}\n`);
    return false;
  }
  return true;
}

/** `fixed net.yaml:13:22: 846 -> 864 [expect/flatten-size]`. */
function line({ code, file, position, title, change }: MadeFix, dryRun: boolean): string {
  const what = change ? `${shorten(change.before) || '(nothing)'} -> ${shorten(change.after)}` : title;
  const verb = dryRun ? 'would fix' : 'fixed';
  return `${verb} ${printable(file)}:${position.line}:${position.column}: ${what} [${code}]`;
}
