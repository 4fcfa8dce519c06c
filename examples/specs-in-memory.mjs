// Compiles a spec and the file it includes from memory, and compares two values of `let`.
// Run: node examples/specs-in-memory.mjs
import { compile, diff, memoryReader, summarize } from 'modelc';

const files = {
  'blocks/unit.yaml': `
modelc: 1
blocks:
  unit:
    params: { out: 16 }
    layers:
      - conv2d: { filters: "\${out}", kernel: 3, padding: same, bias: false }
      - batch_norm
      - relu
`,
  'net.yaml': `
modelc: 1
include: [blocks/unit.yaml]
let: { width: 16 }
input: { height: 32, width: 32, channels: 3 }
layers:
  - { use: unit, with: { out: "\${width}" } }
  - max_pool2d: { kernel: 2 }
  - { use: unit, with: { out: "\${2 * width}" } }
  - global_avg_pool2d
  - dense: { units: 10 }
`,
};
const includes = memoryReader(files);
const net = (width) => compile(files['net.yaml'], { file: 'net.yaml', includes, let: { width } });

for (const width of [8, 16, 32, 64]) {
  const { parameters, macs } = summarize(net(width));
  console.log(`width ${width}: ${parameters.total} parameters, ${macs} multiply-accumulates`);
}
for (const { a, attributes } of diff(net(16), net(32)).changed) console.log(a.node, JSON.stringify(attributes));
