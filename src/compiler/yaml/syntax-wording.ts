import type { YAMLError } from 'yaml';
import { lineText, positionOf, type Source } from '../../diagnostics/source';
import { siblings } from '../../schema/words';

/** A syntax error in our own words; `at` overrides the library's location. */
export interface Wording {
  readonly detail: string;
  readonly help?: string | undefined;
  readonly at?: readonly [start: number, end: number];
}

/** Our own words for common errors; for the rest, the library's message. `place` is where the erroneous token starts. */
export function wordingOf(error: YAMLError, source: Source, place: number): Wording {
  const found = source.text.slice(place, Math.min(Math.max(error.pos[1], place + 1), place + 200));
  return (
    strangeCharacter(source, place) ??
    missingBlank(error, source, place) ??
    wordings
      .find(({ code, says }) => code === error.code && error.message.startsWith(says))
      ?.word(found, place, source.text) ?? {
      detail: lowerFirst(error.message),
    }
  );
}

/** Characters that look like blanks or signs of YAML, from web pages and other keyboards. */
const STRANGE: Readonly<Record<string, string>> = {
  '\u00a0': 'a no-break space: write an ordinary one',
  '\u2003': 'a wide space: write an ordinary one',
  '\u3000': 'a wide space: write an ordinary one',
  '\u200b': 'a character without a width: remove it',
  '：': 'a wide colon: write `:` and a space',
  '，': 'a wide comma: write `,`',
};

/** One of them on the line of an error or the one before, outside texts and comments. */
function strangeCharacter(source: Source, place: number): Wording | undefined {
  const { line } = positionOf(source, place);
  for (const number of [line, line - 1].filter((one) => one > 0)) {
    const text = lineText(source, number).replace(/\s#.*/, '');
    const dash = /^\s*([–—•])\s/.exec(text);
    const at = dash ? dash[0].length - 2 : [...text].findIndex((character) => Object.hasOwn(STRANGE, character));
    const found = dash ? 'another dash: write `-` and a space' : STRANGE[text[at] ?? ''];
    const start = (source.lineStarts[number - 1] ?? 0) + at;
    if (found !== undefined && !/["'].*["']/.test(text))
      return { detail: 'this is no blank or sign of YAML', help: `this is ${found}`, at: [start, start + 1] };
  }
  return undefined;
}

/** `-relu` on the line of the error or the line before: a dash without a space. */
function missingBlank({ code }: YAMLError, source: Source, place: number): Wording | undefined {
  if (!['BLOCK_AS_IMPLICIT_KEY', 'BAD_INDENT', 'MISSING_CHAR', 'MULTILINE_IMPLICIT_KEY'].includes(code))
    return undefined;
  const { line } = positionOf(source, place);
  for (const number of [line, line - 1]) {
    const match = /^(\s*(?:- )*)-[A-Za-z]/.exec(lineText(source, number));
    const start = (source.lineStarts[number - 1] ?? 0) + (match?.[1]?.length ?? 0);
    if (match) return { detail: 'missing space after `-`', help: 'start an item with `- `', at: [start, start + 1] };
  }
  return undefined;
}

interface Rule {
  readonly code: string;
  /** The start of the library's message, since one code covers several mistakes. */
  readonly says: string;
  readonly word: (found: string, place: number, text: string) => Wording;
}

const rule = (code: string, says: string, word: Rule['word'] | Wording): Rule => ({
  code,
  says,
  word: typeof word === 'function' ? word : () => word,
});

const wordings: readonly Rule[] = [
  rule('MULTILINE_IMPLICIT_KEY', '', (found, place, text) => {
    const glued = gluedColon(found, place);
    if (glued) return glued;
    const inBraces = /\{[^{}]*:[ ]*$/.test(text.slice(Math.max(0, place - 200), place));
    if (inBraces && /^[^\n]*\n\s*[\w-]+$/.test(found)) return missingComma(`${found}:`, place);
    if (/^[A-Za-z_]+ \{/.test(found))
      return {
        detail: 'this is the text format of Caffe, which modelc does not read',
        help: 'write its layers as items of `layers`, such as `- conv2d: { filters: 20, kernel: 5 }`',
      };
    const word = /^[\w-]+/.exec(found)?.[0] ?? 'relu';
    return {
      detail: `\`${word}\` has no colon, but the next line is indented below it`,
      help: `write \`${word}:\` if keys follow below it`,
    };
  }),
  rule('BLOCK_AS_IMPLICIT_KEY', 'A block sequence', {
    detail: 'a list item (`- `) among keys',
    help: 'give all items of a list the same indentation, and start each with `- `',
  }),
  rule('BLOCK_AS_IMPLICIT_KEY', '', (_found, place, text) => {
    const key = /(?:^|\n) *([\w-]+): *$/.exec(text.slice(Math.max(0, place - 200), place))?.[1] ?? '';
    if (key === 'name' || key === 'description')
      return { detail: 'a colon inside a text', help: `put the text in quotes: \`${key}: "..."\`` };
    return {
      detail: 'a second `key:` on the same line',
      help:
        key === 'layers'
          ? 'write each layer on a line of its own, starting with `- `'
          : 'put braces around a map on one line: `key: { inner: value }`',
    };
  }),
  rule('BLOCK_IN_FLOW', '', missingComma),
  rule('BAD_SCALAR_START', '', (found) => ({
    detail: `a value cannot start with \`${found}\``,
    help: 'put the value in double quotes',
  })),
  rule('BAD_ALIAS', 'Anchor', { detail: '`&` needs a name', help: 'put a text that starts with `&` in quotes' }),
  rule('BAD_ALIAS', '', {
    detail: '`*` needs the name of an anchor',
    help: 'put a text that starts with `*` in quotes',
  }),
  rule(
    'BAD_INDENT',
    'All',
    (_found, place, text) =>
      missingDash(place, text) ?? {
        detail: 'this line is not indented like the ones it belongs to',
        help: 'keys of one map start in the same column, and so do the items of one list',
      },
  ),
  rule('MISSING_CHAR', 'Implicit map keys', (found, place) => {
    const glued = gluedColon(found, place);
    if (glued) return glued;
    const word = /^[\w-]+/.exec(found)?.[0] ?? 'key';
    return { detail: `\`${word}\` is among keys but has no colon`, help: `write \`${word}: \` followed by its value` };
  }),
  rule('MISSING_CHAR', 'Missing , ', {
    detail: 'missing comma',
    help: 'put a comma between the entries of brackets',
  }),
  rule('BAD_DQ_ESCAPE', '', (_found, place, text) => ({
    detail: `\`${text.slice(place, place + 2)}\` is not a valid escape in double quotes`,
    help: 'use single quotes, where `\\` is an ordinary character',
  })),
  rule('UNEXPECTED_TOKEN', 'Unexpected flow-', (found) => ({
    detail: `\`${found.charAt(0)}\` has no opening bracket`,
    help: 'remove it',
  })),
  rule('UNEXPECTED_TOKEN', 'Unexpected ,', { detail: 'extra comma', help: 'remove it' }),
  rule('UNEXPECTED_TOKEN', 'Unexpected block-seq-ind', {
    detail: 'a list cannot start on the line of its key',
    help: 'start it on the next line, or write it in brackets: `key: [a, b]`',
  }),
  rule('UNEXPECTED_TOKEN', 'Unexpected scalar', (found) => {
    if (found.startsWith(','))
      return { detail: 'extra comma', help: 'remove it: items with `- ` have none between them' };
    const comment = /^\/\/\s*([^\n]*)/.exec(found);
    return comment
      ? { detail: 'comments start with `#`, not with `//`', help: `write \`# ${comment[1]}\`` }
      : { detail: 'unexpected text after the end of a value', help: 'put the whole value in one pair of quotes' };
  }),
  rule('UNEXPECTED_TOKEN', 'Block scalar header', {
    detail: 'nothing may follow `|` or `>` on its line',
    help: 'start the text on the next line',
  }),
];

/** `filters:8` on a line of its own, which YAML reads as one word. */
function gluedColon(found: string, place: number): Wording | undefined {
  const [, word, value] = /^([A-Za-z_]\w*):([^\s:]+)/.exec(found) ?? [];
  if (word === undefined || value === undefined) return undefined;
  const at = place + word.length;
  return {
    detail: `missing space after the colon of \`${word}\``,
    help: `write \`${word}: ${value}\``,
    at: [at, at + 1],
  };
}

/** A word in the column where the items of a list above it start. */
function missingDash(place: number, text: string): Wording | undefined {
  const lines = text.slice(0, place).split('\n');
  const indent = lines.at(-1) ?? '';
  const above = lines.slice(0, -1).findLast((line) => line.trim() !== '' && !line.startsWith(`${indent} `));
  const word = /^[A-Za-z_]\w*:?/.exec(text.slice(place, place + 64))?.[0];
  if (word === undefined || indent.trim() !== '' || !above?.startsWith(`${indent}- `)) return undefined;
  const at = [place, place + word.length] as const;
  if (siblings.some((key) => word === `${key}:`))
    return { detail: `\`${word}\` belongs to the item above it`, help: 'indent it by two spaces more', at };
  return { detail: `missing \`- \` before \`${word}\``, help: `start the item with \`- ${word}\``, at };
}

/** For `3 kernel: 3` in braces: a second entry without a comma before it. */
function missingComma(found: string, place: number): Wording {
  const [, before = '', word = ''] = /^([^\n]*[\s;]\s*)([\w-]+)[ \t]*:/.exec(found) ?? [];
  if (word === '')
    return { detail: 'a list with `- ` cannot be inside brackets', help: 'write it in brackets too: `[a, b]`' };
  const start = place + before.length;
  const help = 'put a comma between the entries of braces: `{ filters: 3, kernel: 3 }`';
  return { detail: `missing comma before \`${word}\``, help, at: [start, start + word.length] };
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
