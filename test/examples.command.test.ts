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

test('check-a-spec.mjs finds no error in any shipped spec', () => {
  const { status, stdout, stderr } = run('check-a-spec.mjs', shippedSpecs);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toBe(shippedSpecs.map((spec) => `${spec} has no errors\n`).join(''));
});

test('walk-a-graph.mjs walks every shipped spec', () => {
  const { status, stdout, stderr } = run('walk-a-graph.mjs', shippedSpecs);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout.match(/^specs.*(?=:$)/gm)).toEqual(shippedSpecs);
  expect(stdout.split('\n').filter((line) => / x .* \(\d+: /.test(line)).length).toBeGreaterThan(1000);
});

test('an example ends with an error if the spec is wrong', () => {
  const { status, stderr } = run('walk-a-graph.mjs', ['specs/missing.yaml']);
  expect(status).toBe(1);
  expect(stderr).toContain('specs/missing.yaml');
});
