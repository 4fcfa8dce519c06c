import type { Diagnostic, Note } from './diagnostic';
import { printable } from './printable';
import { lineText, positionOf, type Span } from './source';
import { helpOf, messageOf } from './wording';

/** Styles text for a terminal; returns it unchanged if colours are off. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly dim: (text: string) => string;
}

const TAB = '  ';
const MAXIMUM_WIDTH = 120;

/** Renders a diagnostic for people: code and message, the line with a caret under the wrong part, notes and help. */
export function renderHuman(diagnostic: Diagnostic, paint: Paint): string {
  const { code, severity, span, notes, fixes } = diagnostic;
  const help = helpOf(diagnostic);
  const { line, column } = positionOf(span.source, span.start);
  const gutter = ' '.repeat(String(line).length);
  const bar = paint.cyan('|');
  const color = severity === 'error' ? paint.red : paint.yellow;
  const title = `${color(paint.bold(`${severity}[${code}]`))}${paint.bold(`: ${printable(messageOf(diagnostic))}`)}`;
  const { text, marker } = snippet(span);
  const equals = `${gutter} ${paint.cyan('=')}`;
  const tail = [
    ...notes.map((note) => `${equals} ${paint.bold('note')}: ${printable(note.message)}${placeOf(note, span)}`),
    ...(help === undefined ? [] : [`${equals} ${paint.bold('help')}: ${printable(help)}`]),
    ...fixes
      .filter((fix) => fix.title !== help)
      .map((fix) => `${equals} ${paint.bold('fix')}: ${printable(fix.title)}`),
  ];
  return [
    title,
    `${gutter}${paint.cyan('-->')} ${printable(span.source.file)}:${line}:${column}`,
    `${gutter} ${bar}`,
    `${paint.cyan(String(line))} ${bar} ${text}`,
    `${gutter} ${bar} ${color(marker)}`,
    ...tail,
  ].join('\n');
}

/** ` (line 12)` for a note about another line, unless its text already says so; includes the file name if it is another file. */
function placeOf({ message, span }: Note, main: Span): string {
  if (!span) return '';
  const { line } = positionOf(span.source, span.start);
  if (span.source !== main.source) return ` (${printable(span.source.file)}:${line})`;
  const said = line === positionOf(main.source, main.start).line || message.includes(`(line ${line})`);
  return said ? '' : ` (line ${line})`;
}

/** The line, cut to a window around the span if it is long, and carets as wide as the span on that line. */
function snippet(span: Span): { text: string; marker: string } {
  const { line, column } = positionOf(span.source, span.start);
  const whole = lineText(span.source, line);
  const from = column - 1 > MAXIMUM_WIDTH - 30 ? column - 1 - 40 : 0;
  const visible = whole.slice(from, from + MAXIMUM_WIDTH);
  const end = Math.min(span.end - span.start + column - 1, whole.length) - from;
  const start = column - 1 - from;
  const before = shown(visible.slice(0, start));
  const wrong = shown(visible.slice(start, Math.max(end, start)));
  const width = Math.max(1, displayWidth(wrong));
  return { text: shown(visible), marker: ' '.repeat(displayWidth(before)) + '^'.repeat(width) };
}

/** As a terminal shows it, with tabs as spaces. */
function shown(text: string): string {
  return printable(text.replaceAll('\t', TAB));
}

/** Columns of a terminal: East Asian characters and emoji take two, combining marks none. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}|\u200d|\ufe0f/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}
