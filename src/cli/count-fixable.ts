import { fixSpec } from '../fix/fix-spec';
import { type OpenedSpec, optionsOf } from './open-spec';
import type { SpecOptions } from './spec-options';

/** How many errors `modelc check --fix` would fix in a file, and how many more `--fix=contracts`. */
export interface Fixable {
  readonly certain: number;
  readonly contracts: number;
}

/** Makes the fixes in memory to count them: only then it is known which ones make the spec better. */
export function countFixable(file: string, { compilation, diagnostics }: OpenedSpec, options: SpecOptions): Fixable {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const some = errors.some(({ fixes }) => fixes.some(({ certainty }) => certainty !== 'choice'));
  if (!some || !compilation) return { certain: 0, contracts: 0 };
  const fixed = (scope: 'certain' | 'contracts'): number =>
    Math.min(errors.length, fixSpec(compilation.source.text, file, optionsOf(file, options), scope).made.length);
  const certain = fixed('certain');
  return { certain, contracts: fixed('contracts') - certain };
}
