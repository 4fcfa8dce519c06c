import { readFileSync } from 'node:fs';
import path from 'node:path';
import { supportDocs } from '../../../src/backends/support-docs';
import { reportUnsupported, targets } from '../../../src/backends/targets';
import { Collector } from '../../../src/diagnostics/report';
import { graphOf } from '../../training/loop/support';
import { mermaid } from './target';

const spec = `modelc: 1
input: { height: 8, width: 8, channels: 4 }
blocks:
  unit:
    layers:
      - branch:
          skip: []
          deep: [{ conv2d: { filters: 4, kernel: 3, padding: same } }]
      - add
layers:
  - use: unit
    name: first
  - flatten
  - dense: { units: 10 }
    name: scores
`;

test('a flowchart has a frame for each block', async () => {
  const [file] = await mermaid.emit({ graph: graphOf(spec) });
  expect(file?.content).toBe(`flowchart TD
  v0(["input<br>8 x 8 x 4"])
  subgraph use_v2 ["first: unit"]
    v1["conv2d<br>8 x 8 x 4"]
    v2["add<br>8 x 8 x 4"]
  end
  v3["flatten<br>256"]
  v4["dense scores<br>10"]
  v0 --> v1
  v0 --> v2
  v1 --> v2
  v2 --> v3
  v3 --> v4
`);
});

test('a target outside the table is checked and described like those in it', () => {
  const collector = new Collector();
  reportUnsupported('mermaid', mermaid, { graph: graphOf(spec) }, collector);
  expect(collector.findings).toEqual([]);
  expect(supportDocs({ ...targets, mermaid })).toContain(`| \`mermaid\` | ${mermaid.summary} | none | no |`);
});

test.each(['target.ts', 'emit-mermaid.ts'])('docs/adding-a-target.md shows %s as it is', (file) => {
  const code = readFileSync(path.join(__dirname, file), 'utf8')
    .replaceAll("'../../../src/backends/", "'../")
    .replaceAll("'../../../src/", "'../../");
  expect(readFileSync(path.join(__dirname, '../../../docs/adding-a-target.md'), 'utf8')).toContain(
    `\`\`\`ts\n${code}\`\`\``,
  );
});
