import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');

describe('the command starts', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'modelc-launch-'));
    for (const file of ['cli.js', 'main.js', 'main.cache', 'commands.js'])
      cpSync(join(root, 'dist', file), join(folder, file));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const check = (...flags: string[]) => {
    const args = [...flags, join(folder, 'cli.js'), 'check', join(root, 'specs/lenet.yaml')];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return { status, said: stdout.slice(0, 3), stderr };
  };
  const ok = { status: 0, said: 'ok ', stderr: '' };

  test('from the compile cache, which this Node accepts', () => {
    const { stdout } = spawnSync(process.execPath, ['-e', IS_TAKEN, folder], { encoding: 'utf8' });
    expect(stdout).toBe('true');
    expect(check()).toEqual(ok);
  });

  test('without it', () => {
    rmSync(join(folder, 'main.cache'));
    expect(check()).toEqual(ok);
  });

  test('with a corrupt one', () => {
    writeFileSync(join(folder, 'main.cache'), Buffer.alloc(1000, 7));
    expect(check()).toEqual(ok);
  });

  test('with flags that it was not made with', () => {
    expect(check('--no-opt')).toEqual(ok);
  });
});

const IS_TAKEN = `
const [fs, Module, { Script }] = [require('node:fs'), require('node:module'), require('node:vm')];
const read = (file) => fs.readFileSync(process.argv[1] + '/' + file);
const script = new Script(Module.wrap(read('main.js').toString()), { cachedData: read('main.cache') });
process.stdout.write(String(!script.cachedDataRejected));
`;
