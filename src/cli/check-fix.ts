import { printable, shorten } from '../diagnostics/printable';
import { readSpec } from '../files/read-spec';
import type { FixResult, MadeFix } from '../fix/fix-spec';
import { type OpenedSpec, optionsOf } from './open-spec';
import type { SpecOptions } from './spec-options';

export interface FixOptions extends SpecOptions {
  /** `contracts` rewrites counts in `expect` too. */
  readonly fix: 'certain' | 'contracts';
  readonly dryRun?: boolean;
}

/** A spec after its certain fixes were made, and which ones they were. */
export interface FixedSpec extends OpenedSpec {
  readonly fixed: readonly MadeFix[];
}

/**
 * Fixes a spec and the files that it includes; each file is replaced as a whole or left unchanged. The fixed text of standard input
 * goes to standard output, the list of fixes to standard error.
 */
export async function checkAndFix(file: string, options: FixOptions): Promise<FixedSpec> {
  const read = readSpec(file);
  if (!read.ok) return { text: '', diagnostics: [read.diagnostic], compilation: undefined, exitCode: 2, fixed: [] };
  const { fixSpec } = await import('../fix/fix-spec.js');
  const { fix, dryRun = false } = options;
  const result = fixSpec(read.text, file, optionsOf(file, options), { scope: fix });
  const { compilation, made } = result;
  const written = dryRun ? await showDifferences(result) : await writeFiles(file, read.text, result);
  for (const one of made) process.stderr.write(`${line(one, dryRun)}\n`);
  const exitCode = written ? (compilation.ok && !(dryRun && made.length > 0) ? 0 : 1) : 2;
  return { text: read.text, diagnostics: compilation.diagnostics, compilation, exitCode, fixed: made };
}

async function showDifferences({ changed }: FixResult): Promise<boolean> {
  const { lineDiff } = await import('../fix/line-diff.js');
  for (const [name, { before, after }] of changed) process.stdout.write(`${lineDiff(before, after, name)}\n`);
  return true;
}

/** False if a file could not be written. */
async function writeFiles(file: string, text: string, { changed }: FixResult): Promise<boolean> {
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
