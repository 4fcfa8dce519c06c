import type { Diagnostic } from './diagnostic';
import { printable } from './printable';
import { type Paint, renderHuman } from './render-human';
import { positionOf } from './source';
import { helpOf, messageOf } from './wording';

export type TextFormat = 'human' | 'concise' | 'github';

/** Diagnostics as text: with snippets for people, one line each for editors and grep, or as annotations of a GitHub workflow. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], format: TextFormat, paint: Paint): string {
  const render = { human: (diagnostic: Diagnostic) => renderAny(diagnostic, paint), concise, github }[format];
  const shown = format === 'human' ? withoutRepeatedHelp(diagnostics) : diagnostics;
  return shown.map(render).join(format === 'human' ? '\n\n' : '\n');
}

/** A help that is longer than this is printed once. */
const LONG_HELP = 160;

/** The same, where a long help, such as a list of all layer kinds, is not repeated. */
function withoutRepeatedHelp(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.map((diagnostic) => {
    const help = helpOf(diagnostic) ?? '';
    if (seen.has(help)) return { ...diagnostic, ownHelp: 'the same as above' };
    if (help.length > LONG_HELP) seen.add(help);
    return diagnostic;
  });
}

/** A file that cannot be read has no source line to show. */
function renderAny(diagnostic: Diagnostic, paint: Paint): string {
  if (!diagnostic.code.startsWith('file/')) return renderHuman(diagnostic, paint);
  const help = helpOf(diagnostic);
  const title = `${paint.red(paint.bold(`error[${diagnostic.code}]`))}${paint.bold(`: ${messageOf(diagnostic)}`)}`;
  return help === undefined ? title : `${title}\n  ${paint.cyan('=')} ${paint.bold('help')}: ${help}`;
}

function concise(diagnostic: Diagnostic): string {
  const { code, severity, span } = diagnostic;
  const { line, column } = positionOf(span.source, span.start);
  return `${printable(span.source.file)}:${line}:${column}: ${severity}[${code}]: ${printable(messageOf(diagnostic))}`;
}

function github(diagnostic: Diagnostic): string {
  const { code, severity, span } = diagnostic;
  const [message, help] = [messageOf(diagnostic), helpOf(diagnostic)];
  const { line, column } = positionOf(span.source, span.start);
  const encode = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => encode(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const text = encode(help === undefined ? message : `${message}; ${help}`);
  return `::${severity} file=${property(span.source.file)},line=${line},col=${column},title=${property(code)}::${text}`;
}
