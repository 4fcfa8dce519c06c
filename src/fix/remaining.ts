import { type Diagnostic, hasCode } from '../diagnostics/diagnostic';
import type { Code } from '../diagnostics/messages';

/** An error of form may have been misread, so that a number only seems wrong. */
const FORMS = ['yaml', 'schema', 'names', 'wiring', 'blocks', 'expression', 'include', 'let'];

/** Whether an error is about the form of the text: its syntax, words and names, not its numbers. */
export function isOfForm(code: Code): boolean {
  return FORMS.includes(code.split('/')[0] as string);
}

/**
 * What is left to fix, as numbers that are compared from the first on: characters that could not be read, errors of syntax, other errors
 * of form, other errors. A fix must make them smaller; they cannot become smaller forever, so fixing ends.
 */
export function remaining(diagnostics: readonly Diagnostic[]): readonly number[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const syntax = errors.filter(({ code }) => code.startsWith('yaml/'));
  const unread = new Map<string, number>();
  for (const { span } of syntax) {
    const { file, text } = span.source;
    unread.set(file, Math.max(unread.get(file) ?? 0, text.length - span.start));
  }
  const characters = [...unread.values()].reduce((sum, count) => sum + count, 0);
  const forms = errors.filter(({ code }) => isOfForm(code)).length - syntax.length;
  const others = errors.length - syntax.length - forms + notShown(errors);
  return [characters, syntax.length, forms, others];
}

/** Whether the first numbers are less than the second. */
export function isLess(some: readonly number[], others: readonly number[]): boolean {
  const at = some.findIndex((count, index) => count !== others[index]);
  return at >= 0 && (some[at] as number) < (others[at] as number);
}

/** How many errors are counted but not shown. */
function notShown(errors: readonly Diagnostic[]): number {
  return errors.reduce(
    (sum, error) => sum + (hasCode(error, 'report/too-many') ? Number.parseInt(error.args.total, 10) : 0),
    0,
  );
}
