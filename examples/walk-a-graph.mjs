// Walks over the typed graph: every node with the origin of its last dimension.
// Run: node examples/walk-a-graph.mjs specs/inception-mnist.yaml
import { readFileSync } from 'node:fs';
import { compile } from 'modelc';

const [file = 'specs/inception-mnist.yaml'] = process.argv.slice(2);
const { graph, ok } = compile(readFileSync(file, 'utf8'), file);
if (!ok || !graph) throw new Error(`${file} is not sound: run modelc check ${file}`);

for (const node of graph.nodes) {
  const { output } = graph.typings.get(node.id);
  const { value, origin } = output.at(-1);
  const why = origin.type === 'derived' ? origin.formula : `written at ${origin.site.name}`;
  console.log(`${node.name}: ${output.map((dimension) => dimension.value).join(' x ')} (${value}: ${why})`);
}
