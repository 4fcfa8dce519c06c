import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runModelc } from './run-modelc';

const INPUT = 'modelc: 1\ninput: { features: 4 }\n';

test('`--set` leaves expectations about the values as written unchecked, and says so', () => {
  const input = `${INPUT}let: { units: 8 }\nlayers: [{ dense: { units: "\${units}" } }]\nexpect: { parameters: 40 }\n`;
  const { code, out } = runModelc(['check', '-', '--set', 'units=16'], { input });
  expect(code).toBe(0);
  expect(out).toContain('1 expectation');
  const { out: json } = runModelc(['check', '-', '--set', 'units=16', '--format', 'json'], { input });
  expect(JSON.parse(json).files[0].uncheckedExpectations).toBe(1);
});

test('included files are read from the folder of the spec, or from --root', () => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-root-')));
  try {
    for (const name of ['blocks', 'models']) fs.mkdirSync(path.join(folder, name));
    fs.writeFileSync(path.join(folder, 'blocks/unit.yaml'), 'modelc: 1\nblocks: { unit: { layers: [relu] } }\n');
    fs.writeFileSync(
      path.join(folder, 'models/spec.yaml'),
      `${INPUT}include: [../blocks/unit.yaml]\nlayers: [{ use: unit }]\n`,
    );
    const inside = runModelc(['check', 'models/spec.yaml'], { cwd: folder });
    expect([inside.code, inside.out]).toEqual([1, expect.stringContaining('error[include/outside]')]);
    expect(runModelc(['check', 'models/spec.yaml', '--root', '.'], { cwd: folder }).code).toBe(0);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test('`--limit` raises limits, and refuses others', () => {
  const input = `${INPUT}layers: [{ repeat: { times: 9, layers: [relu] } }]\n`;
  const check = (...limits: string[]) => runModelc(['check', '-', ...limits], { input });
  expect(check('--limit', 'layers=17').code).toBe(1);
  expect(check('--limit', 'layers=18', '--limit', 'bytes=100').code).toBe(0);
  for (const [limit, message] of [
    ['layer=18', '--limit layers=18'],
    ['layers=many', 'a whole number from 1'],
    ['depth=100000', 'a whole number from 1 to 400'],
    ['layers', 'a whole number from 1'],
  ] as const) {
    const { code, err } = check('--limit', limit);
    expect([limit, code]).toEqual([limit, 2]);
    expect(err).toContain(message);
  }
});
