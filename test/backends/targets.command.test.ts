import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TargetName, targetNames } from '../../src/backends/targets';
import { root, runModelc } from '../cli/run-modelc';

const blocks = `modelc: 1
input: { height: 8, width: 8, channels: 4 }
blocks:
  unit: { layers: [{ conv2d: { filters: 4, kernel: 3 } }, relu] }
layers:
  - use: unit
    name: first
  - use: unit
    name: second
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'modelc-targets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const inFolder = (file: string): string => path.join(folder, file);

const half =
  'modelc: 1\ninput: { features: 4 }\nlayers:\n  - dense: { units: 3 }\ntrain: { dataset: { idx: data }, precision: bf16 }\n';

/** The exit code: 1 if the target cannot train in bf16. */
const codes: Readonly<Record<TargetName, number>> = { tfjs: 1, pytorch: 0, savedmodel: 0, spec: 0 };

test.each(targetNames)('check --target %s says what build says', (target) => {
  const code = codes[target];
  writeFileSync(inFolder('half.yaml'), half);
  const run = (...args: string[]) => runModelc(args, { cwd: folder });
  const checked = run('check', 'half.yaml', '--target', target, '--format', 'concise');
  const built = run('build', 'half.yaml', '--target', target, '--out', 'out');
  expect([checked.code, built.code]).toEqual([code, code]);
  const said = 'error[target/unsupported]';
  expect([checked.out.includes(`half.yaml:5:45: ${said}`), built.err.includes(said)]).toEqual([code === 1, code === 1]);
});

test('render prints what the target `spec` writes', () => {
  writeFileSync(inFolder('spec.yaml'), blocks);
  const rendered = runModelc(['render', 'spec.yaml'], { cwd: folder });
  expect(rendered).toEqual({
    ...runModelc(['build', 'spec.yaml', '--target', 'spec', '--out', '-'], { cwd: folder }),
  });
  expect(runModelc(['render', 'spec.yaml', '--out', 'full.yaml'], { cwd: folder })).toEqual({
    code: 0,
    out: '',
    err: 'wrote full.yaml; it is a spec that means the same\n',
  });
  expect(readFileSync(inFolder('full.yaml'), 'utf8')).toBe(rendered.out);
});

test.each([
  ['--train', ['--train']],
  ['--weights', ['--weights', 'x']],
])('%s is rejected by a target that does not support it', (option, args) => {
  expect(runModelc(['build', 'specs/lenet.yaml', '--out', inFolder('x'), ...args], { cwd: root })).toEqual({
    code: 2,
    out: '',
    err: `error: \`${option}\` is only for \`--target savedmodel\`\n  = help: remove it\n`,
  });
});
