import { type Kind, kinds } from '../schema/kinds';
import type { Target } from './target';
import { targets } from './targets';

/** `docs/support.md`: what each target supports, from the data that `modelc check --target` uses. */
export function supportDocs(table: Readonly<Record<string, Target>> = targets): string {
  const names = Object.keys(table);
  const refused = kinds.flatMap((kind) => names.flatMap((name) => refusal(name, table[name], kind)));
  return [
    '# What targets support',
    '',
    'Made from the table of targets in `src/backends/targets.ts` by `npm run generate`. `modelc check SPEC --target TARGET` reports what the target',
    'cannot express, at its place in the spec; `modelc build` reports the same and writes nothing.',
    '',
    '| target | writes | options of `modelc build` | converts weights |',
    '| --- | --- | --- | --- |',
    ...Object.entries(table).map(([name, target]) => targetRow(name, target)),
    '',
    '## Limits of targets',
    '',
    ...Object.entries(table).flatMap(([name, { limits }]) => limits.map(({ doc }) => `- \`${name}\`: no ${doc}.`)),
    '',
    '## Kinds of layers',
    '',
    ...(refused.length > 0 ? [] : ['Every target expresses every kind.', '']),
    `| kind | ${names.map((name) => `\`${name}\``).join(' | ')} |`,
    `| --- | ${names.map(() => '---').join(' | ')} |`,
    ...kinds.map((kind) => `| \`${kind}\` | ${names.map((name) => cell(table[name], kind)).join(' | ')} |`),
    ...(refused.length > 0 ? ['', ...refused] : []),
    '',
  ].join('\n');
}

function targetRow(name: string, { summary, options, weightForm }: Target): string {
  const flags = options.map((option) => `\`--${option}\``).join(', ') || 'none';
  return `| \`${name}\` | ${summary} | ${flags} | ${weightForm ? 'yes' : 'no'} |`;
}

/** Whether a target supports a kind: always, never, or except for the layers listed below the table. */
function cell(target: Target | undefined, kind: Kind): string {
  const refused = target?.refusals[kind];
  if (!refused) return 'yes';
  return refused.when ? 'in part' : 'no';
}

function refusal(name: string, target: Target | undefined, kind: Kind): string[] {
  const refused = target?.refusals[kind];
  return refused ? [`- \`${name}\` does not support ${refused.what}: ${refused.reason}; ${refused.help}.`] : [];
}
