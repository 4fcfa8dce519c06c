import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds } from '../../src/schema/kinds';
import { layerDocs } from '../../src/schema/layer-docs';

test('docs/layers.md matches the definitions', () => {
  expect(readFileSync(join(__dirname, '../../docs/layers.md'), 'utf8')).toBe(layerDocs());
});

test.each(kinds)('%s says its shapes', (kind) => {
  const [, section = ''] = layerDocs().split(`\n## ${kind}\n`);
  expect(section.split('\n## ')[0]).toMatch(/becomes?|grows|shape/i);
});
