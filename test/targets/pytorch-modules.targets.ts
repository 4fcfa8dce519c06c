import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { flattenOrder } from '../../src/backends/channels-first/flatten-order';
import { channelsFirstShape } from '../../src/backends/channels-first/layout';
import { snakeCase } from '../../src/backends/python/identifiers';
import { nn } from '../../src/backends/pytorch/calls';
import type { Frame, Program } from '../../src/backends/pytorch/frame';
import { helpers } from '../../src/backends/pytorch/helpers';
import type { LayerCode } from '../../src/backends/pytorch/layer-code';
import { lower } from '../../src/backends/pytorch/lower';
import { reservedAttributes } from '../../src/backends/pytorch/reserved';
import { flatten } from '../../src/backends/source/code';
import { findLiveValues } from '../../src/backends/source/live-values';
import { Names } from '../../src/backends/source/names';
import { valuesOf } from '../../src/dimensions/dimension';
import { type TypedGraph, typingOf } from '../../src/graph/typed-graph';
import { type Kind, kinds } from '../../src/schema/kinds';
import { netOf, pathsOf } from './neighbours';
import { pythonInterpreter } from './python';

// A layer as PyTorch's function in `forward`, and as modules in `nn.Sequential`, must be the same.

interface Case {
  readonly name: string;
  readonly code: LayerCode;
  /** As PyTorch has it, without the batch. */
  readonly shape: readonly number[];
}

/** How often attributes are drawn for each kind. */
const DRAWS = 8;

/** The last layer of a net, written in a class without parameters. */
function caseOf(name: string, graph: TypedGraph): Case {
  const program: Program = {
    graph,
    live: findLiveValues(graph, graph.outputs),
    order: flattenOrder(graph),
    inference: new Set(),
    scopes: new Map(),
    classOf: () => {
      throw new Error('there are no blocks');
    },
  };
  const frame: Frame = {
    prefix: '',
    attributes: new Names(snakeCase, reservedAttributes),
    parameters: new Map(),
    inputs: new Map(),
    expressions: new Map(),
    channels: new Map(),
    kept: new Map(),
    modules: new Map(),
    init: [],
    layers: [],
  };
  const node = graph.nodes.at(-1);
  const [input] = node?.inputs ?? [];
  if (!node || input === undefined) throw new Error(`${name} has no layer`);
  const shape = channelsFirstShape(valuesOf(typingOf(graph, input).output));
  return { name, code: lower(program, frame, node), shape };
}

/** Layers of a kind with drawn attributes; without those that take several values, which no `nn.Sequential` has. */
function casesOf(kind: Kind): readonly Case[] {
  return Array.from({ length: DRAWS }, (_, seed) => pathsOf([kind], seed)).flatMap((paths, seed) =>
    paths
      .filter(({ items, bias }) => bias && items.at(-1)?.from.length === 1)
      .map((one) => caseOf(`${one.name}_${seed}`, netOf([one]))),
  );
}

/** Python that compares both ways. */
function written({ name, code, shape }: Case): string {
  const { module, modules = [], expression } = code;
  const place = module === undefined ? -1 : modules.indexOf(module);
  return `
class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = ${module === undefined ? 'nn.Identity()' : flatten(module)}

    def forward(self, x):
        return ${flatten(expression(['x'], 'self.layer'))}

compare("${name}", Layer(), nn.Sequential(${modules.map(flatten).join(', ')}), ${place}, (${shape.join(', ')},))
`;
}

const header = `
import torch
import torch.nn.functional as F
from torch import Tensor, nn

def run(layer, shape):
    torch.manual_seed(1)
    x = torch.randn(3, *shape, requires_grad=True)
    y = layer(x)
    (y * torch.randn_like(y)).sum().backward()
    return [y, x.grad, *(weight.grad for weight in layer.parameters())]

def compare(name, layer, modules, place, shape):
    if place >= 0:
        for value in layer.parameters():
            nn.init.normal_(value)
        modules[place].load_state_dict(layer.layer.state_dict())
    for mode in (True, False):
        results = zip(run(layer.train(mode), shape), run(modules.train(mode), shape), strict=True)
        if not all(a.shape == b.shape and torch.allclose(a, b, atol=1e-5) for a, b in results):
            print(name)
        layer.zero_grad()
        modules.zero_grad()
`;

/** The names of the cases where the two differ. */
function differing(cases: readonly Case[]): readonly string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-modules-'));
  const file = path.join(folder, 'cases.py');
  const parts = Object.values(helpers).map(({ text }) => text);
  fs.writeFileSync(file, [header, ...parts, ...cases.map(written)].join('\n'));
  try {
    const { stdout, stderr, status } = spawnSync(pythonInterpreter(), [file], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return [...new Set(stdout.split('\n').filter((line) => line !== ''))];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const all = kinds.flatMap((kind) => casesOf(kind)).filter(({ code }) => code.modules !== undefined);

test('the modules of every kind compute what its function does, and their gradients', () => {
  expect(all.length).toBeGreaterThan(DRAWS * (kinds.length / 2));
  expect(differing(all)).toEqual([]);
});

test('a module that does something else is found', () => {
  const wrong = all.filter(({ name }) => name.includes('elu_'));
  expect(wrong.length).toBeGreaterThan(0);
  const changed = wrong.map((one) => ({ ...one, code: { ...one.code, modules: [nn('Tanh', [])] } }));
  expect(differing(changed)).toEqual(wrong.map(({ name }) => name));
});
