import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { flattenOrder } from '../../src/backends/channels-first/flatten-order';
import { channelsFirstShape } from '../../src/backends/channels-first/layout';
import { emptyFrame, type Program } from '../../src/backends/pytorch/frame';
import { helpers } from '../../src/backends/pytorch/helpers';
import type { LayerCode } from '../../src/backends/pytorch/layer-code';
import { lower } from '../../src/backends/pytorch/lower';
import { flatten } from '../../src/backends/source/code';
import { findLiveValues } from '../../src/backends/source/live-values';
import { valuesOf } from '../../src/dimensions/dimension';
import { type TypedGraph, typingOf } from '../../src/graph/typed-graph';
import { pythonInterpreter } from './python';

/** A layer that is to be compared with another form of itself. */
export interface LayerCase {
  readonly name: string;
  readonly code: LayerCode;
  /** As PyTorch has it, without the batch. */
  readonly shape: readonly number[];
}

/** The last layer of a net, written in a class without parameters. */
export function layerCase(name: string, graph: TypedGraph): LayerCase {
  const program: Program = {
    graph,
    live: findLiveValues(graph, graph.outputs),
    order: flattenOrder(graph),
    inference: new Set(),
    scopes: new Map(),
    readers: new Map(),
    fractions: new Set(),
    sharing: new Map(),
    lists: new Map(),
    kinds: new Map(),
    constants: new Map(),
    paddings: new Map(),
    overridden: new Set(),
    conditionals: new Map(),
    reached: new Set(),
    isModule: () => true,
    classOf: () => {
      throw new Error('there are no blocks');
    },
  };
  const node = graph.nodes.at(-1);
  const [input] = node?.inputs ?? [];
  if (!node || input === undefined) throw new Error(`${name} has no layer`);
  const shape = channelsFirstShape(valuesOf(typingOf(graph, input).output));
  return { name, code: lower(program, emptyFrame(), node, 'forward'), shape };
}

/** A class with a layer as generated programs use it. */
export function layerClass(name: string, { module, expression }: LayerCode): string {
  return `
class ${name}(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = ${module === undefined ? 'nn.Identity()' : flatten(module)}

    def forward(self, x):
        return ${flatten(expression(['x'], 'self.layer'))}
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

def compare(name, layer, other, other_layer, shape):
    if other_layer is not None:
        for value in layer.parameters():
            nn.init.normal_(value)
        other_layer.load_state_dict(layer.layer.state_dict())
    for mode in (True, False):
        results = zip(run(layer.train(mode), shape), run(other.train(mode), shape), strict=True)
        if not all(a.shape == b.shape and torch.allclose(a, b, atol=1e-5) for a, b in results):
            print(name)
        layer.zero_grad()
        other.zero_grad()
`;

/** The names of what `compare` in these pieces of Python finds to be different. */
export function differing(pieces: readonly string[]): readonly string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-layers-'));
  const file = path.join(folder, 'cases.py');
  fs.writeFileSync(file, [header, ...Object.values(helpers).map(({ text }) => text), ...pieces].join('\n'));
  try {
    const { stdout, stderr, status } = spawnSync(pythonInterpreter(), [file], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return [...new Set(stdout.split('\n').filter((line) => line !== ''))];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
