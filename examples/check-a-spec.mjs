// Finds the mistakes of a spec, and applies the fixes that modelc is certain of.
// Run: node examples/check-a-spec.mjs
import { check } from 'modelc';

const spec = `
modelc: 1
input: { height: 28, width: 28, channels: 1 }
layers:
  - conv2d: { filters: 8, kernel: 5 }
  - max_pool2d: { kernel: 2 }
  - flatten: { size: 1150 }
  - dense: { units: 10 }
`;

const { ok, diagnostics } = check(spec, 'example.yaml');
console.log(ok ? 'sound' : 'not sound');
for (const { message, range, notes, help } of diagnostics) {
  console.log(`line ${range.start.line}, column ${range.start.column}: ${message}`);
  for (const note of notes) console.log(`  ${note.message}`);
  console.log(`  ${help}`);
}
