import { summarizeGraph } from '../../src/summary/summary';
import { compileShipped, shippedSpecs } from '../support/shipped-specs';

test.each(shippedSpecs)('the graph of %s is plain data, which a copy has all of', (file) => {
  const { graph } = compileShipped(file);
  if (!graph) throw new Error('it has no graph');
  const copy = structuredClone(graph);
  expect([...copy.locations.keys()]).toEqual([...graph.locations.keys()]);
  expect(summarizeGraph(copy)).toEqual(summarizeGraph(graph));
});

test('a graph that contains a function cannot be copied', () => {
  const { graph } = compileShipped('specs/lenet.yaml');
  expect(() => structuredClone({ ...graph, compute: () => 0 })).toThrow();
});
