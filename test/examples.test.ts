import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');

test.each(readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.mjs')))('%s runs', (file) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('examples', file)], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout.split('\n').length).toBeGreaterThan(3);
});
