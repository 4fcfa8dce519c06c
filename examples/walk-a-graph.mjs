// Walks over typed graphs: every node with its shape and where the last dimension comes from.
// Run: node examples/walk-a-graph.mjs [SPEC...]
import { compileFile, renderDiagnostics } from 'modelc';

const files = process.argv.slice(2);
for (const file of files.length > 0 ? files : ['specs/inception-mnist.yaml']) {
  const { graph, ok, diagnostics } = compileFile(file);
  if (!ok || !graph) throw new Error(renderDiagnostics(diagnostics));
  console.log(`${file}:`);
  for (const node of graph.nodes) {
    const { output } = graph.typings.get(node.id);
    const { value, origin } = output.at(-1);
    const why = origin.type === 'derived' ? origin.formula : `written at ${origin.site.name}`;
    console.log(`  ${node.name}: ${output.map((dimension) => dimension.value).join(' x ')} (${value}: ${why})`);
  }
}
