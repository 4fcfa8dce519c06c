import { emitPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import { compile } from '../../../src/compiler/compile';
import type { Form } from '../../../src/dimensions/axis';
import type { TypedGraph } from '../../../src/graph/typed-graph';
import { type Kind, kinds, layerOf } from '../../../src/schema/kinds';
import { Random } from '../../targets/random';
import { samplers } from '../../targets/samplers';

const modules = { torch: 'import torch', F: 'import torch.nn.functional as F' };

/** What a program imports though it does not read it, or reads without importing it; and what is no text of Python. */
function faultsOf(program: string): string[] {
  const code = program.replace(/"""(?:(?!""")[\s\S])*"""|"[^"\n]*"/g, '');
  const imports = Object.entries(modules).filter(([name, line]) => {
    const reads = new RegExp(`(?<![\\w.])${name}\\.`).test(code.replace(/^(from|import) .*$/gm, ''));
    return reads !== program.split('\n').includes(line);
  });
  return [...imports.map(([name]) => name), ...(program.match(/\[object|undefined/g) ?? [])];
}

const shapes: Readonly<Record<Form, Readonly<Record<string, number>>>> = {
  vector: { features: 6 },
  sequence: { length: 9, channels: 4 },
  image: { height: 9, width: 7, channels: 4 },
  volume: { depth: 3, height: 3, width: 3, channels: 2 },
};

/** Nets of one layer with random attributes, as many as the compiler takes of some. */
function netsOf(kind: Kind): TypedGraph[] {
  const { takes, join } = layerOf(kind);
  const [form = 'image'] = takes === 'any' ? [] : takes;
  const sizes = Object.values(shapes[form]);
  return Array.from({ length: 24 }, (_, seed) => new Random(seed)).flatMap((random) => {
    const layer = { [kind]: samplers[kind](random, sizes) };
    const layers = join ? [{ branch: { one: [{ relu: {} }], two: [] } }, layer] : [layer];
    const { ok, graph } = compile(JSON.stringify({ modelc: 1, name: 'one', input: shapes[form], layers }));
    return ok && graph ? [graph] : [];
  });
}

test.each(kinds)('a program with %s imports what it reads, and nothing else', (kind) => {
  const nets = netsOf(kind);
  expect(nets.length).toBeGreaterThan(0);
  expect(nets.flatMap((graph) => faultsOf(emitPytorch(graph)))).toEqual([]);
});

test.each([
  ['import torch\nx = F.relu(x)', ['torch', 'F']],
  ['x = torch.tanh([object Object])', ['torch', '[object']],
  ['import torch\n"""F.relu"""\nx = torch.tanh(x, "F.relu")', []],
])('a fault is found: %j', (program, faults) => {
  expect(faultsOf(program)).toEqual(faults);
});
