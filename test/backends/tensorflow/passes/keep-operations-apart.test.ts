import { machine } from '../../../../src/backends/tensorflow/machine';
import { keepOperationsApart } from '../../../../src/backends/tensorflow/passes/keep-operations-apart';
import { type } from '../../../../src/backends/tensorflow/proto/attribute';
import type { NodeDef } from '../../../../src/backends/tensorflow/proto/saved-model';

const node = (name: string, operation: string, ...inputs: readonly string[]): NodeDef => ({
  name,
  operation,
  inputs,
  attributes: { T: type('float32') },
});

const norm = node('norm', 'FusedBatchNormV3', 'x');

test.each<[string, readonly NodeDef[], readonly string[]]>([
  ['a faulty fusion', [norm, node('t', 'Tanh', 'norm')], ['norm(x)', 't/apart(norm)', 't(t/apart)']],
  ['other inputs stay', [norm, node('t', 'Tanh', 'norm', '^x')], ['norm(x)', 't/apart(norm)', 't(t/apart,^x)']],
  ['the statistics of a norm', [norm, node('t', 'Tanh', 'norm:1')], ['norm(x)', 't(norm:1)']],
  ['a fusion that works', [norm, node('r', 'Relu', 'norm')], ['norm(x)', 'r(norm)']],
])('%s', (_name, nodes, expected) => {
  const found = keepOperationsApart(nodes, machine);
  expect(found.map(({ name, inputs }) => `${name}(${inputs})`)).toEqual(expected);
  expect(found.filter(({ name }) => name.endsWith('apart')).every(({ operation }) => operation === 'Snapshot')).toBe(
    true,
  );
});
