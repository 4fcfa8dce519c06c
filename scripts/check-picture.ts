import { renderChecked } from '../src/cli/check-output';
import { compile } from '../src/compiler/compile';
import type { Paint } from '../src/diagnostics/render-human';

type Color = keyof Paint | 'key';

/** Consecutive characters of one style. */
interface Run {
  readonly text: string;
  readonly colors: readonly Color[];
}

const [COLUMNS, CHARACTER, LINE, MARGIN] = [108, 7.83, 19, 18];

/** Marks that a renderer can nest in its text: a letter opens a style, the last mark closes it. */
const letters: { readonly [C in Color]: string } = { bold: 'b', red: 'r', yellow: 'y', cyan: 'c', dim: 'd', key: 'k' };
const [OPEN, CLOSE] = ['\u{e000}', '\u{e001}'];
const mark =
  (color: Color) =>
  (text: string): string =>
    `${OPEN}${letters[color]}${text}${CLOSE}`;
const paint: Paint = {
  bold: mark('bold'),
  red: mark('red'),
  yellow: mark('yellow'),
  cyan: mark('cyan'),
  dim: mark('dim'),
};

/** A spec and what `modelc check` prints about it, as the SVG picture of a terminal. */
export function checkPicture(text: string, file: string): string {
  const compilation = compile(text, file);
  const { diagnostics } = compilation;
  const checked = renderChecked([{ file, text, diagnostics, compilation, exitCode: 1 }], 'human', paint);
  const spec = text.trimEnd().replaceAll(/[\w]+(?=:)/g, mark('key'));
  const lines = [`${prompt()}cat ${file}`, spec, '', `${prompt()}modelc check ${file}`, checked]
    .join('\n')
    .split('\n')
    .flatMap((line) => wrap(runsOf(line)));
  const [width, height] = [Math.round(2 * MARGIN + COLUMNS * CHARACTER), 2 * MARGIN + lines.length * LINE];
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${file} and the output of modelc check</title>`,
    '<style>',
    'text { font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d4d4d4; white-space: pre }',
    '.bold { font-weight: bold } .red { fill: #f47067 } .yellow { fill: #e0b45c } .cyan { fill: #58c4dd } .dim { fill: #8b949e } .key { fill: #8ab4f8 }',
    '</style>',
    `<rect width="${width}" height="${height}" rx="8" fill="#1b1f24"/>`,
    ...lines.map((runs, index) => lineText(runs, MARGIN + (index + 0.75) * LINE)),
    '</svg>',
  ].join('\n')}\n`;
}

function prompt(): string {
  return `${mark('dim')('$')} `;
}

function runsOf(line: string): readonly Run[] {
  const runs: Run[] = [];
  const open: Color[] = [];
  for (const [, sign, letter, text] of line.matchAll(/([\u{e000}\u{e001}])([a-z])?|([^\u{e000}\u{e001}]+)/gu)) {
    if (text !== undefined) runs.push({ text, colors: [...open] });
    else if (sign === CLOSE) {
      open.pop();
      if (letter !== undefined) runs.push({ text: letter, colors: [...open] });
    } else open.push(...(Object.keys(letters) as Color[]).filter((color) => letters[color] === letter));
  }
  return runs;
}

/** Wraps a line between words at the width of the picture; continuations are indented. */
function wrap(runs: readonly Run[]): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]];
  let column = 0;
  for (const { text, colors } of runs)
    for (const word of text.split(/(?<= )/)) {
      if (column > 0 && column + word.trimEnd().length > COLUMNS) {
        lines.push([{ text: '           ', colors: [] }]);
        column = 11;
      }
      lines.at(-1)?.push({ text: word, colors });
      column += word.length;
    }
  return lines;
}

function lineText(runs: readonly Run[], y: number): string {
  const spans = joined(runs).map(({ text, colors }) =>
    colors.length === 0 ? escaped(text) : `<tspan class="${colors.join(' ')}">${escaped(text)}</tspan>`,
  );
  return `<text x="${MARGIN}" y="${y}" xml:space="preserve">${spans.join('')}</text>`;
}

/** Merges neighbours of the same style. */
function joined(runs: readonly Run[]): readonly Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last && String(last.colors) === String(run.colors))
      result.splice(-1, 1, { ...run, text: last.text + run.text });
    else result.push(run);
  }
  return result;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
