import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
let folder: string;
let tarball: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelc-package-'));
  execFileSync('npm', ['pack', '--pack-destination', folder], { cwd: root, stdio: 'pipe' });
  tarball = join(folder, readdirSync(folder).find((file) => file.endsWith('.tgz')) as string);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An empty project with the packed modelc in it. */
function install(name: string, ...flags: string[]): string {
  const project = join(folder, name);
  cpSync(join(root, 'specs/inception-mnist.yaml'), join(project, 'net.yaml'));
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', tarball, '--no-audit', '--no-fund', ...flags], { cwd: project, stdio: 'pipe' });
  return project;
}

function modelc(project: string, ...args: string[]) {
  return spawnSync(join(project, 'node_modules/.bin/modelc'), args, { cwd: project, encoding: 'utf8' });
}

test('installed elsewhere without optional dependencies, it checks', () => {
  const project = install('bare', '--omit=optional');
  expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['modelc']);
  expect(modelc(project, 'check', 'net.yaml').status).toBe(0);
  expect(modelc(project, 'summary', 'net.yaml').stdout).toContain('97,298');
  for (const args of [
    ['train', 'net.yaml', '--engine', 'wasm'],
    ['build', 'net.yaml', '--out', 'model.ts'],
  ]) {
    const { status, stderr } = modelc(project, ...args);
    expect([args[0], status]).toEqual([args[0], 2]);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).toContain('npm install');
  }
});

test('installed elsewhere with only npm, it checks, builds and trains', () => {
  const project = install('whole');
  expect(modelc(project, 'build', 'net.yaml', '--out', 'model.ts').status).toBe(0);
  expect(readFileSync(join(project, 'model.ts'), 'utf8')).toContain('createModel');
  const { status, stdout } = modelc(
    project,
    'train',
    'net.yaml',
    '--engine',
    'wasm',
    '--steps',
    '20',
    '--format',
    'json',
  );
  expect(status).toBe(0);
  expect(JSON.parse(stdout).test.count).toBe(10000);
});

test('the library can be imported and required, with types', () => {
  const project = install('library', '--omit=optional');
  const use =
    "const text = 'modelc: 1\\ninput: { features: 3 }\\nlayers: [reluu]\\n'; console.log(check(text).diagnostics[0].help);";
  writeFileSync(
    join(project, 'a.mjs'),
    `import { check, compile, summarize } from 'modelc'; compile; summarize; ${use}`,
  );
  writeFileSync(join(project, 'b.cjs'), `const { check } = require('modelc'); ${use}`);
  for (const file of ['a.mjs', 'b.cjs']) {
    expect(execFileSync(process.execPath, [file], { cwd: project, encoding: 'utf8' })).toBe('write `relu`\n');
  }
  writeFileSync(join(project, 'c.ts'), "import { check } from 'modelc'; export const ok: boolean = check('').ok;\n");
  const options = { strict: true, noEmit: true, target: 'es2022', module: 'nodenext', types: [] };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['c.ts'] }));
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', '.'], { cwd: project });
});

test('the package contains nothing that users do not need', () => {
  const [{ files }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }),
  );
  const unwanted = files
    .map(({ path }: { path: string }) => path)
    .filter((path: string) => /^(src|test|scripts|\.ci)\//.test(path));
  expect(unwanted).toEqual([]);
});
