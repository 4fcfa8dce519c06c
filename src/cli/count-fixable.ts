import type { Certainty, Diagnostic } from '../diagnostics/diagnostic';
import { messageOf } from '../diagnostics/wording';
import type { Scope } from '../fix/choose-fixes';
import { fixSpec } from '../fix/fix-spec';
import { type OpenedSpec, optionsOf } from './open-spec';
import type { SpecOptions } from './spec-options';

/** How many errors `modelc check --fix` would fix in a file, and how many more `--fix=contracts`. */
export interface Fixable {
  readonly certain: number;
  readonly contracts: number;
}

/** Fixes uncover others, but rarely more often than this; a huge file would take long. */
const ROUNDS = 3;

/** An error is recognised after other fixes, which move it. */
function keyOf(error: Diagnostic): string {
  return `${error.code} ${error.span.source.file} ${messageOf(error)}`;
}

/** Makes the fixes in memory to count them: only then it is known which ones make the spec better. */
export function countFixable(file: string, { compilation, diagnostics }: OpenedSpec, options: SpecOptions): Fixable {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const offers = (wanted: Certainty): boolean =>
    errors.some(({ fixes }) => fixes.some(({ certainty }) => certainty === wanted));
  const count = (scope: Scope): number => {
    const extent = { scope, rounds: ROUNDS };
    const { fixed } = fixSpec(compilation?.source.text ?? '', file, optionsOf(file, options), extent);
    const keys = fixed.map(keyOf);
    return errors.filter((error) => {
      const at = keys.indexOf(keyOf(error));
      if (at >= 0) keys.splice(at, 1);
      return at >= 0;
    }).length;
  };
  const certain = offers('certain') ? count('certain') : 0;
  return { certain, contracts: offers('contract') ? count('contracts') - certain : 0 };
}
