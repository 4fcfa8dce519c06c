import { emitPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import { kinds } from '../../../src/schema/kinds';
import { netsOf } from '../../support/one-layer-nets';

const modules = { torch: 'import torch', F: 'import torch.nn.functional as F' };

/** Imports that a program does not use, names that it uses without importing them, and text that is not Python. */
function faultsOf(program: string): string[] {
  const code = program.replace(/"""(?:(?!""")[\s\S])*"""|"[^"\n]*"/g, '');
  const imports = Object.entries(modules).filter(([name, line]) => {
    const reads = new RegExp(`(?<![\\w.])${name}\\.`).test(code.replace(/^(from|import) .*$/gm, ''));
    return reads !== program.split('\n').includes(line);
  });
  return [...imports.map(([name]) => name), ...(program.match(/\[object|undefined/g) ?? [])];
}

test.each(kinds)('a program with %s imports what it reads, and nothing else', (kind) => {
  const nets = netsOf(kind, 24);
  expect(nets.length).toBeGreaterThan(0);
  expect(nets.flatMap((graph) => faultsOf(emitPytorch(graph)))).toEqual([]);
});

test.each([
  ['import torch\nx = F.relu(x)', ['torch', 'F']],
  ['x = torch.tanh([object Object])', ['torch', '[object']],
  ['import torch\n"""F.relu"""\nx = torch.tanh(x, "F.relu")', []],
])('detects a fault: %j', (program, faults) => {
  expect(faultsOf(program)).toEqual(faults);
});
