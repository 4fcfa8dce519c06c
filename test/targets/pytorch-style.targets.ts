import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { emitPytorch } from '../../src/backends/pytorch/emit-pytorch';
import { specs } from '../backends/tfjs/specs';
import { graphOf } from '../backends/tfjs/support';
import { compileShipped, shippedSpecs } from '../support/shipped-specs';
import { runPython } from './python';

/** Blocks with parameters of functions, results of modules, and long lines. */
const blocks = `modelc: 1
name: as torch.nn and F.relu do
input: { height: 12, width: 12, channels: 4 }
blocks:
  residual:
    params: { out: 4, gamma: 0.1, slope: 0.2, size: 3 }
    layers:
      - branch:
          skip: []
          deep:
            - depthwise_conv2d: { kernel: "\${size}", padding: same }
            - leaky_relu: { slope: "\${slope}" }
            - conv2d: { filters: "\${out}", kernel: 1 }
            - batch_norm
            - scale: { factor: "\${gamma * 2}" }
            - max_pool2d: { kernel: "\${size}", stride: 1, padding: same }
            - conv2d: { filters: "\${out}", kernel: 1 }
      - add
  joined:
    inputs: [low, high]
    layers:
      - conv2d: { filters: 3, kernel: 2, stride: 2, padding: [0, 1, 0, 1] }
        from: low
        name: a-layer-with-a-name-that-makes-lines-longer-than-fits
      - conv2d: { filters: 3, kernel: 2, stride: 2, padding: [1, 0, 1, 0] }
        from: high
      - multiply: {}
        from: [a-layer-with-a-name-that-makes-lines-longer-than-fits, conv2d_2]
      - layer_norm
layers:
  - use: residual
  - use: residual
    name: other
    with: { gamma: 0.5 }
  - use: joined
    from: [residual, other]
  - side: { layers: [global_avg_pool2d, { dense: { units: 3 } }] }
    name: early
    output: { train_only: true }
  - flatten
  - dense: { units: 3 }
`;

const all = new Map([
  ...[...Object.entries(specs), ['parameters', blocks] as const].map(([name, spec]) => [name, graphOf(spec)] as const),
  ...shippedSpecs.map((file) => [file, compileShipped(file).graph] as const),
]);

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-style-'));
  for (const [name, graph] of all) {
    if (!graph) throw new Error(`${name} is wrong`);
    const file = `${name.replace(/\W/g, '_')}.py`;
    fs.writeFileSync(path.join(folder, file), emitPytorch(graph));
  }
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const checkers = [
  ['ruff check', ['-m', 'ruff', 'check', '--no-cache', '--quiet', '.']],
  ['ruff format', ['-m', 'ruff', 'format', '--no-cache', '--quiet', '--diff', '.']],
  // For PyTorch, what a module returns is `Any`; people return it all the same.
  ['mypy', ['-m', 'mypy', '--strict', '--no-warn-return-any', '--no-error-summary', '.']],
] as const;

test.each(checkers)(
  '%s has nothing to say of any program',
  (_name, args) => {
    expect(runPython(args, folder)).toMatchObject({ code: 0, said: '' });
  },
  600_000,
);

test.each(checkers)(
  '%s sees a program that is wrong',
  (_name, args) => {
    const wrong = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-style-'));
    fs.writeFileSync(path.join(wrong, 'wrong.py'), 'import os\ndef f() -> int :\n    return  "a"\n');
    try {
      expect(runPython(args, wrong).code).not.toBe(0);
    } finally {
      fs.rmSync(wrong, { recursive: true });
    }
  },
  600_000,
);
