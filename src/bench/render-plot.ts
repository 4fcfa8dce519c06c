import { MARKER } from '../files/write-program';
import type { BenchResult } from './bench-result';

const [LABEL, BAR, ROW, END] = [190, 420, 26, 90];

/** Images per second as bars with their range, in an SVG that is readable on light and dark pages. */
export function renderPlot({ spec, engines }: BenchResult): string {
  const sorted = [...engines].sort((a, b) => b.imagesPerSecond.median - a.imagesPerSecond.median);
  const most = Math.max(...sorted.map(({ imagesPerSecond }) => imagesPerSecond.max), 1);
  const at = (value: number): string => (LABEL + (BAR * value) / most).toFixed(1);
  const rows = sorted.flatMap(({ name, precision, imagesPerSecond: { min, median, max } }, index) => {
    const y = 40 + index * ROW;
    const middle = y + 9;
    return [
      `<text x="${LABEL - 8}" y="${y + 13}" text-anchor="end">${name} ${precision}</text>`,
      `<rect x="${LABEL}" y="${y}" width="${(Number(at(median)) - LABEL).toFixed(1)}" height="18" fill="#4c78a8"/>`,
      `<path d="M${at(min)} ${middle}H${at(max)}M${at(min)} ${y + 5}v8M${at(max)} ${y + 5}v8" stroke="#f58518" fill="none"/>`,
      `<text x="${Number(at(max)) + 6}" y="${y + 13}">${median < 100 ? median.toFixed(1) : median.toFixed(0)}</text>`,
    ];
  });
  const [width, height] = [LABEL + BAR + END, 50 + sorted.length * ROW];
  const title = `${escaped(spec)}: training throughput in images per second, median and range`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${title}</title>`,
    `<!-- ${MARKER} bench -->`,
    '<style>text { font: 13px sans-serif; fill: #555 } @media (prefers-color-scheme: dark) { text { fill: #bbb } }</style>',
    `<text x="${LABEL}" y="22">${title}</text>`,
    ...rows,
    '</svg>',
  ].join('\n')}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
