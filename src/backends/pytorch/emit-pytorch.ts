import { MARKER } from '../../files/write-program';
import { type Graph, nodesFor, outputsIn } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import { flattenOrder } from '../channels-first/flatten-order';
import { docstring, INDENT, layOut } from '../python/code';
import { Identifiers } from '../python/identifiers';
import { literal } from '../python/literal';
import { findLiveValues } from '../source/live-values';
import { BlockClasses, forwardLines, initLines } from './block-classes';
import type { Frame, Program } from './frame';
import { type HelperName, helpers } from './helpers';
import { initialization } from './initialization';
import { preprocessCode } from './preprocess';
import { givesDictionary, renderBody } from './render-body';
import { reservedAttributes, reservedWords } from './reserved';
import { type ConstantState, constantState, frozenKeys, type PlacedWeight, placedWeights } from './weights';

/** A program in Python, and how modelc's weights lie in its state. */
export interface PytorchProgram {
  readonly text: string;
  readonly weights: readonly PlacedWeight[];
  readonly constants: readonly ConstantState[];
}

/** A module in Python that makes the model of a graph with PyTorch alone. The graph must have passed every check. */
export function emitPytorch(graph: TypedGraph): string {
  return planPytorch(graph).text;
}

/** The same, with the places of the weights. */
export function planPytorch(graph: TypedGraph): PytorchProgram {
  const names = new Identifiers(reservedWords);
  const program: Program = {
    graph,
    live: findLiveValues(graph, graph.outputs),
    order: flattenOrder(graph),
    helpers: new Set(),
    inference: nodesFor(graph, outputsIn(graph, 'inference')),
    classOf: (call) => blocks.of(call),
  };
  const blocks = new BlockClasses(program, names);
  const frame: Frame = {
    prefix: '',
    attributes: new Identifiers(reservedAttributes),
    parameters: new Map(),
    channels: new Map(graph.inputs.map(({ shape }, index) => [index, String(shape.at(-1))])),
    used: new Set(),
    kept: new Map(),
    init: [],
    layers: [],
  };
  const wishes = graph.inputs.map(({ name }) => (graph.inputs.length === 1 ? undefined : name));
  const dictionary = givesDictionary(graph);
  const results = dictionary ? { outputs: graph.outputs } : { values: graph.outputs.map(({ value }) => value) };
  const { inputs, lines } = renderBody(program, frame, graph.body, wishes, results);
  const weights = placedWeights(graph, frame.layers);
  const source = [...blocks.declarations, JSON.stringify(frame.init)].join('\n');
  const { declaration, statements } = initialization(weights, frozenKeys(weights, frame.layers), source);
  const result = dictionary ? 'dict[str, Tensor]' : 'Tensor';
  const model = [
    `class Model(nn.Module):\n${docstring(titleOf(graph), 'model')}`,
    initLines(frame, [], statements).join('\n'),
    forwardLines(inputs, result, lines).join('\n'),
    ...regularization(weights),
  ].join('\n\n');
  const body = [
    ...helpersCode(program.helpers),
    ...blocks.declarations,
    ...(declaration ? [declaration] : []),
    model,
    ...preprocessors(graph, names),
  ];
  const text = `${header(body.join('\n'))}\n\n\n${body.join('\n\n\n')}\n`;
  return { text, weights, constants: constantState(frame.layers) };
}

function preprocessors({ inputs }: Graph, names: Identifiers): string[] {
  const single = inputs.length === 1;
  return inputs.map((input) => {
    const name = single ? 'preprocess' : names.mint(`preprocess/${input.name}`);
    return preprocessCode(input, name, single);
  });
}

/** The imports that the code needs, whatever its texts say. */
function header(body: string): string {
  const code = body.replace(/"""(?:(?!""")[\s\S])*"""|"[^"\n]*"/g, '');
  const functional = /(?<![\w.])F\./.test(code) ? ['import torch.nn.functional as F'] : [];
  const torch = /(?<![\w.])torch\./.test(code) ? ['import torch'] : [];
  return [
    `# ${MARKER} from a spec: build it anew after a change there.`,
    ...torch,
    ...functional,
    'from torch import Tensor, nn',
  ].join('\n');
}

/** Name and description of the spec. */
function titleOf({ name, description }: Graph): string {
  return description === undefined ? name : `${name}: ${description}`;
}

/** What L2 adds to the loss, where a layer says so. */
function regularization(weights: readonly PlacedWeight[]): string[] {
  const factors = weights.filter(({ spec }) => (spec.l2 ?? 0) > 0);
  if (factors.length === 0) return [];
  const items = factors.map(({ stateKey, spec }) => `${literal(stateKey)}: ${spec.l2}`);
  return [
    [
      `${INDENT}def regularization(self) -> Tensor:`,
      `${INDENT}${INDENT}"""What the loss gains: for each weight its factor times the sum of squares."""`,
      layOut({ open: 'factors = {', items, close: '}', broken: true }, INDENT + INDENT),
      `${INDENT}${INDENT}terms = [`,
      `${INDENT.repeat(3)}factor * self.get_parameter(name).square().sum()`,
      `${INDENT.repeat(3)}for name, factor in factors.items()`,
      `${INDENT}${INDENT}]`,
      `${INDENT}${INDENT}return torch.stack(terms).sum()`,
    ].join('\n'),
  ];
}

function helpersCode(needed: ReadonlySet<HelperName>): string[] {
  return (Object.keys(helpers) as HelperName[]).filter((name) => needed.has(name)).map((name) => helpers[name].trim());
}
