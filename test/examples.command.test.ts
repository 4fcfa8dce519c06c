import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { shippedSpecs } from './support/shipped-specs';

const root = join(__dirname, '..');

function run(example: string, args: readonly string[]) {
  return spawnSync(process.execPath, [join('examples', example), ...args], { cwd: root, encoding: 'utf8' });
}

test.each(readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.mjs')))('%s runs', (file) => {
  const { status, stdout, stderr } = run(file, []);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout.split('\n').length).toBeGreaterThan(3);
});

test.each(
  ['check-a-spec.mjs', 'walk-a-graph.mjs'].flatMap((example) => shippedSpecs.map((spec) => [example, spec] as const)),
)('%s runs on %s', (example, spec) => {
  const { status, stdout, stderr } = run(example, [spec]);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(example === 'check-a-spec.mjs' ? /has no errors/ : / x /);
});

test('an example ends with an error where the spec is wrong', () => {
  const { status, stderr } = run('walk-a-graph.mjs', ['specs/missing.yaml']);
  expect(status).toBe(1);
  expect(stderr).toContain('specs/missing.yaml');
});
