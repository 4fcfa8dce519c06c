import type { Code } from '../messages';
import { warningCodes } from '../messages';
import type { Paint } from '../render-human';
import { pages } from '.';
import type { Example } from './page';

/** Renders the page of a code for `modelc explain`. */
export function renderPage(code: Code, paint: Paint): string {
  const { why, wrong, right } = pages[code];
  return [
    `${paint.bold(code)}, ${severityOf(code)}`,
    why,
    `${paint.red(paint.bold('wrong'))}${filesOf(wrong)}\n${indented(wrong.spec)}`,
    `${paint.cyan(paint.bold('right'))}${filesOf(right)}\n${indented(right.spec)}`,
    ...(isWarning(code) ? [`\`allow: [${code}]\` in the spec switches it off.`] : []),
  ].join('\n\n');
}

/** The page of a code as JSON, for `modelc explain --format json`. */
export function codePage(code: Code): { readonly why: string; readonly wrong: string; readonly right: string } {
  const { why, wrong, right } = pages[code];
  return { why, wrong: wrong.spec, right: right.spec };
}

/** Generates `docs/errors.md`: all pages, each under its code. */
export function errorDocs(): string {
  const codes = Object.keys(pages).sort() as Code[];
  return [
    '# Errors and warnings',
    '',
    'Made from the pages in `src/diagnostics/pages/` by `npm run generate`; `modelc explain CODE` prints one of them. Both examples of each run',
    'example leaves out is valid: `modelc: 1`, an input of 8 x 8 x 4, a layer.',
    ...codes.flatMap(pageDocs),
    '',
  ].join('\n');
}

function pageDocs(code: Code): string[] {
  const { why, wrong, right } = pages[code];
  const allow = isWarning(code) ? [' ', `\`allow: [${code}]\` in the spec switches it off.`].join('') : '';
  return [
    '',
    `## ${code}`,
    '',
    `*${severityOf(code)}* ${why}${allow}`,
    '',
    ...fenced(`wrong${filesOf(wrong)}`, wrong),
    '',
    ...fenced(`right${filesOf(right)}`, right),
  ];
}

function fenced(title: string, { spec }: Example): string[] {
  const language = spec.startsWith('$') ? '' : 'yaml';
  return [`${title}:`, '', `\`\`\`${language}`, spec.trimEnd(), '```'];
}

function severityOf(code: Code): string {
  return isWarning(code) ? 'a warning' : 'an error';
}

function isWarning(code: Code): boolean {
  return warningCodes.some((warning) => warning === code);
}

/** Which of several files is shown, and the command-line options. */
function filesOf({ files = {}, settings = {} }: Example): string {
  const names = Object.keys(files);
  const beside = names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');
  const set = Object.entries(settings).map(([name, value]) => `--set ${name}=${value}`);
  return [
    ...(names.length > 0 ? [`, beside ${beside}`] : []),
    ...(set.length > 0 ? [`, with ${set.join(' ')}`] : []),
  ].join('');
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line.length > 110 ? `${line.slice(0, 107)}...` : line}`)
    .join('\n');
}
