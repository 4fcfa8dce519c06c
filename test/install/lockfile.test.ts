import * as fs from 'node:fs';
import * as path from 'node:path';
import { pins, wheels } from '../../src/engines/tfjs-node/pins';
import { packageRoot } from '../../src/install/packages';

const folder = path.join(packageRoot(), 'engines', 'tensorflow');
const read = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8');
const lockfile = JSON.parse(read('package-lock.json')) as {
  packages: Record<string, { version: string; integrity?: string; resolved?: string }>;
};
const packages = Object.entries(lockfile.packages).filter(([name]) => name !== '');

test('each package is pinned by hash, none by address', () => {
  expect(packages.length).toBeGreaterThan(50);
  expect(packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
  expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test('the pins agree with each other', () => {
  expect(lockfile.packages['node_modules/@tensorflow/tfjs-node']?.version).toBe(pins.tfjsNode);
  expect(JSON.parse(read('package.json'))).toMatchObject({ dependencies: { '@tensorflow/tfjs-node': pins.tfjsNode } });
  for (const wheel of Object.values(wheels)) {
    expect(wheel.requirement).toMatch(`==${pins.tensorflow}`);
    expect(wheel.file).toMatch(`-${pins.tensorflow}-`);
    expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/);
  }
});
