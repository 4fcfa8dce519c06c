// Checks specs and prints their diagnostics as data, then as text, then each spec with certain fixes applied.
// Run: node examples/check-a-spec.mjs [SPEC...]
import { check, compile, compileFile, fix, renderDiagnostics } from 'modelc';

const wrong = `
modelc: 1
input: { height: 28, width: 28, channels: 1 }
layers:
  - conv2d: { filters: 8, kernel: 5 }
  - max_pool2d: { kernel: 2 }
  - flatten: { size: 1150 }
  - dense: { units: 10 }
`;

const paths = process.argv.slice(2);
const compilations =
  paths.length > 0 ? paths.map((path) => compileFile(path)) : [compile(wrong, { file: 'example.yaml' })];
for (const compilation of compilations) {
  const { ok, diagnostics } = check(compilation);
  console.log(
    ok
      ? `${compilation.source.file} has no errors`
      : `${diagnostics.length} ${diagnostics.length === 1 ? 'diagnostic' : 'diagnostics'}`,
  );
  for (const { code, message, range, help } of diagnostics) {
    console.log(`line ${range.start.line}, column ${range.start.column}: ${message} [${code}]`);
    console.log(`  ${help}`);
  }
  if (ok) continue;
  console.log(`\n${renderDiagnostics(compilation.diagnostics)}\n`);
  console.log(fix(compilation.source.text).text);
}
