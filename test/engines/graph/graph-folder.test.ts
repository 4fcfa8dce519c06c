import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-graph-folder-test-'));
  const source = path.join(__dirname, '../../../src/engines/graph/graph-folder.ts');
  buildSync({ entryPoints: [source], bundle: true, platform: 'node', outfile: path.join(folder, 'graph-folder.cjs') });
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** A process that owns a folder while `work` runs, inside a temporary folder. */
function start(name: string, work: string) {
  const temporary = path.join(folder, name);
  fs.mkdirSync(temporary);
  const code = `
    const { inGraphFolder } = require('./graph-folder.cjs');
    inGraphFolder(new Uint8Array(3), async ({ path }) => { ${work} }).then(() => console.log('went on'));`;
  const child = spawn(process.execPath, ['-e', code], { cwd: folder, env: { ...process.env, TMPDIR: temporary } });
  return { child, temporary, ended: once(child, 'close') };
}

test('a folder exists while it is in use, and is removed afterwards', async () => {
  const { child, temporary, ended } = start('whole', "console.log(require('node:fs').readdirSync(path).join());");
  const said: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(String(chunk)));
  expect((await ended)[0]).toBe(0);
  expect(said.join('')).toBe('saved_model.pb\nwent on\n');
  expect(fs.readdirSync(temporary)).toEqual([]);
});

test.each([
  ['waits', "console.log('here'); await new Promise((go) => setTimeout(go, 60_000));"],
  ['is busy', "console.log('here'); for (const end = Date.now() + 1000; Date.now() < end; );"],
])('a signal ends a process that %s, and the folder goes with it', async (name, work) => {
  const { child, temporary, ended } = start(name, work);
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toBe('here\n');
  expect(fs.readdirSync(temporary)).toHaveLength(1);
  child.kill('SIGTERM');
  expect(await ended).toEqual([null, 'SIGTERM']);
  expect(fs.readdirSync(temporary)).toEqual([]);
});
