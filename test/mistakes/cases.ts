import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { memoryReader } from '../../src/files/memory-reader';

export interface Mistake {
  readonly mistake: string;
  /** With `‹` and `›` around the place of the first message. */
  readonly spec: string;
  /** The spec has its own version and input, or lacks them by mistake. */
  readonly whole?: boolean;
  readonly code?: string;
  /** Words of the message, its notes or its help. */
  readonly says?: readonly string[];
  /** Why this is no mistake. */
  readonly accepted?: string;
  /** Right, but without the likeliest way out. */
  readonly weak?: boolean;
}

const folder = join(__dirname, 'cases');

/** All mistakes, by file and name. */
export const mistakes = readdirSync(folder).flatMap((file) =>
  (parse(readFileSync(join(folder, file), 'utf8')) as Mistake[]).map(
    (one) => [`${file}: ${one.mistake}`, one] as const,
  ),
);

/** The files that specs of mistakes include. */
export const includes = memoryReader({
  'blocks/units.yaml':
    'modelc: 1\nblocks:\n  unit:\n    params: { out }\n    layers: [{ conv2d: { filters: "${out}", kernel: 3 } }, relu]\n',
});

/** The whole spec of a mistake, with the marks. */
export function markedSpec({ spec, whole }: Mistake): string {
  if (whole) return spec;
  const lacks = (key: string): boolean => !new RegExp(`^‹?${key}›?:`, 'm').test(spec);
  const version = lacks('modelc') ? 'modelc: 1\n' : '';
  return `${version}${lacks('inputs?') ? 'input: { height: 28, width: 28, channels: 1 }\n' : ''}${spec}`;
}
