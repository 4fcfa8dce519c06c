// Counts parameters and cost of one architecture at several widths, before anything runs.
// Run: node examples/compare-widths.mjs
import { summarize } from 'modelc';

const spec = (width) => `
modelc: 1
input: { height: 32, width: 32, channels: 3 }
blocks:
  unit:
    params: { out: 16 }
    layers:
      - conv2d: { filters: "\${out}", kernel: 3, padding: same, bias: false }
      - batch_norm
      - relu
layers:
  - { use: unit, with: { out: ${width} } }
  - max_pool2d: { kernel: 2 }
  - { use: unit, with: { out: ${2 * width} } }
  - global_avg_pool2d
  - dense: { units: 10 }
`;

for (const width of [8, 16, 32, 64]) {
  const { parameters, macs } = summarize(spec(width));
  console.log(`width ${width}: ${parameters.total} parameters, ${macs} multiply-accumulates`);
}
