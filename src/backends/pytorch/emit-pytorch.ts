import { MARKER } from '../../files/write-program';
import { type Body, type Graph, type Node, nodesFor, outputsIn, type ValueId } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import { nodesOfModel } from '../../graph/unread';
import { enclosingScopes, nodesIn, scopesIn } from '../../graph/walk';
import { flattenOrder } from '../channels-first/flatten-order';
import { docstring, INDENT, LINE_WIDTH, layOut } from '../python/code';
import { snakeCase } from '../python/identifiers';
import { literal } from '../python/literal';
import { type Code, fixedBy, flatten, reference, type Text, usesOf } from '../source/code';
import { plainValue, scalarParameters } from '../source/expression';
import { findLiveValues } from '../source/live-values';
import { Names } from '../source/names';
import { BlockClasses } from './block-classes';
import { kindParametersIn } from './chosen-kinds';
import { forwardLines, initCodes, initLines, SUPER } from './class-lines';
import { conditionalsIn, type Meanings } from './conditionals';
import { constantParametersIn, usesOfBlocks } from './constants';
import { INPUT_SIZES } from './extents';
import { emptyFrame, type Frame, type Program } from './frame';
import { helpers } from './helpers';
import { forEach, initialization } from './initialization';
import { modulesOf } from './layer-code';
import { lower } from './lower';
import { reachedIn } from './meanings';
import { moduleListsIn } from './module-lists';
import { paddingParametersIn } from './paddings';
import { preprocessCode } from './preprocess';
import { regularization } from './regularization';
import { renderBody } from './render-body';
import { reservedWords } from './reserved';
import { sharingIn } from './sharing';
import { type ConstantState, constantState, frozenParts, type PlacedWeight, placedWeights, ties } from './weights';

/** A Python program, and the layout of modelc's weights in its state. */
export interface PytorchProgram {
  readonly text: string;
  readonly weights: readonly PlacedWeight[];
  readonly constants: readonly ConstantState[];
}

/** A Python module that defines the model of a graph with PyTorch only. The graph must have passed every check. */
export function emitPytorch(graph: TypedGraph): string {
  return planPytorch(graph).text;
}

/** The same, with the places of the weights. */
export function planPytorch(graph: TypedGraph): PytorchProgram {
  const names = new Names(snakeCase, new Set([...reservedWords, ...parameterNames(graph)]));
  const modules = new Map<ValueId, boolean>();
  const live = findLiveValues(graph, graph.outputs);
  const [readers, sharing] = [readersIn(graph), sharingIn(graph)];
  const uses = usesOfBlocks(graph.body, live.nodes);
  const { conditionals, meanings } = conditionalsIn(graph);
  const program: Program = {
    graph,
    live,
    order: flattenOrder(graph),
    inference: nodesFor(graph, outputsIn(graph, 'inference')),
    scopes: enclosingScopes(graph.body),
    readers,
    fractions: fractionsIn(graph.body, live.nodes),
    kinds: kindParametersIn(graph),
    constants: constantParametersIn(graph, uses),
    paddings: paddingParametersIn(uses),
    overridden: overriddenIn(graph.body),
    sharing,
    lists: moduleListsIn(graph, readers, sharing),
    conditionals,
    reached: reachedIn(graph.body),
    isModule: (node) => {
      const known = modules.get(node.id) ?? isModule(program, node, meanings.get(node));
      modules.set(node.id, known);
      return known;
    },
    classOf: (call) => blocks.of(call),
  };
  const blocks = new BlockClasses(program, names);
  const frame = emptyFrame();
  for (const [index, { shape }] of graph.inputs.entries()) frame.channels.set(index, String(shape.at(-1)));
  const dictionary = givesDictionary(graph);
  const [alone, ...others] = outputsIn(graph, 'inference');
  const single = others.length === 0 ? alone : undefined;
  const results = dictionary ? { outputs: graph.outputs, single } : { values: graph.outputs.map(({ value }) => value) };
  const inputs = new Map(graph.inputs.map(({ name }, index) => [name, index]));
  const forward = renderBody(program, frame, { body: graph.body, inputs, results });
  const weights = placedWeights(graph, frame.layers);
  const init = initCodes(frame);
  const { declaration, statements } = initialization(weights);
  const frozen = frozenParts(weights, frame.layers);
  const freeze = (part: string): string => `${part}.requires_grad_(False)`;
  const freezing = [...forEach('module', frozen.modules, freeze), ...forEach('parameter', frozen.parameters, freeze)];
  const own = [...statements, ...freezing];
  const result = dictionary ? `dict[str, Tensor]${single ? ' | Tensor' : ''}` : 'Tensor';
  const penalty = regularization(weights);
  const isFixed = [...forward.fixed, ...frame.fixed, ...init.flatMap(({ code }) => [...fixedBy(code)])].includes(
    INPUT_SIZES,
  );
  const model: Text = {
    text: [
      `class Model(nn.Module):\n${docstring(titleOf(graph), 'model', isFixed ? sizesOf(graph) : undefined)}`,
      ...lossWeights(graph),
      initLines(
        [],
        [SUPER, ...init],
        [...ties(graph, frame.layers, weights), ...own.map((code) => layOut(code, INDENT + INDENT))],
      ).join('\n'),
      forwardLines(forward, result).join('\n'),
      ...(penalty ? [penalty.text] : []),
    ].join('\n\n'),
    uses: [
      ...(graph.outputs.length > 1 ? ['ClassVar'] : []),
      ...namesIn([...init.map(({ code }) => code), ...own, ...(penalty ? [penalty] : [])]),
      ...forward.uses,
    ],
  };
  const pieces = [
    ...blocks.declarations(),
    ...(declaration ? [declaration] : []),
    model,
    ...preprocessors(graph, names),
  ];
  const parts = [...helpersIn(pieces), ...pieces];
  const text = `${[header(parts), ...parts.map((part) => flatten(part).trim())].join('\n\n\n')}\n`;
  return { text, weights, constants: constantState(frame.layers) };
}

/** For each value the nodes that read it, and -1 for an output. */
function readersIn(graph: Graph): ReadonlyMap<ValueId, readonly number[]> {
  const readers = new Map<ValueId, number[]>();
  const add = (value: ValueId, reader: number): void => {
    const known = readers.get(value);
    if (known) known.push(reader);
    else readers.set(value, [reader]);
  };
  for (const { id, inputs } of nodesOfModel(graph)) for (const input of inputs) add(input, id);
  for (const { value } of graph.outputs) add(value, -1);
  return readers;
}

/** Parameters of blocks that some use gives a fraction, as `block parameter`. */
function fractionsIn(body: Body, live: ReadonlySet<ValueId>, found = new Set<string>()): ReadonlySet<string> {
  for (const step of body.steps) {
    if (step.type === 'use' && nodesIn(step.use.body).some(({ id }) => live.has(id))) {
      for (const [name, value] of scalarParameters(step.use)) {
        const plain = plainValue(value);
        if (typeof plain === 'number' && !Number.isInteger(plain)) found.add(`${step.use.block} ${name}`);
      }
    }
    for (const scope of scopesIn(step)) fractionsIn(scope.body, live, found);
  }
  return found;
}

/** Parameters of blocks that some uses compute and others give, as `block parameter`. */
function overriddenIn(body: Body): ReadonlySet<string> {
  const [computed, given] = [new Set<string>(), new Set<string>()];
  const visit = ({ steps }: Body): void => {
    for (const step of steps) {
      if (step.type === 'use')
        for (const name of step.use.parameters.keys())
          (step.use.computed.has(name) ? computed : given).add(`${step.use.block} ${name}`);
      for (const scope of scopesIn(step)) visit(scope.body);
    }
  };
  visit(body);
  return new Set([...computed].filter((each) => given.has(each)));
}

/** Whether a layer can be a module of a `nn.Sequential`, with numbers and with the parameters of its block. */
function isModule(program: Program, node: Node, meanings: Meanings | undefined): boolean {
  if (!program.live.nodes.has(node.id) || program.sharing.has(node.id)) return false;
  const frames = [emptyFrame(), ...(node.symbols.size > 0 && meanings ? [frameOf(meanings)] : [])];
  return frames.every((frame) => modulesOf(lower(program, frame, node, 'init')).modules.length > 0);
}

/** A frame in which each name is a parameter. */
function frameOf({ values, inputs }: Meanings): Frame {
  const parameters = scalarParameters({ parameters: values }).map(
    ([name, value]) => [name, { identifier: name, value }] as const,
  );
  const entering = new Map([...inputs].map(([name, value]) => [value, reference(name)]));
  return { ...emptyFrame(), parameters: new Map(parameters), values, inputs, entering, channels: new Map(entering) };
}

/** What parameters of blocks may be called: in a class where one is, it would hide a class of that name. */
function parameterNames({ blocks }: Graph): string[] {
  return [...blocks.values()].flatMap(({ parameters }) => [...parameters.keys()].map(snakeCase.spell));
}

function namesIn(codes: readonly Code[]): ReadonlySet<string> {
  return new Set(codes.flatMap((code) => [...usesOf(code)]));
}

/**
 * Functions for inputs that are bytes: the spec says how they are scaled, or trains with a data set of them. A single one, if all are scaled in the
 * same way.
 */
function preprocessors({ inputs, train }: Graph, names: Names): Text[] {
  const given = inputs.filter(({ preprocess }) => preprocess || train);
  const [first, ...others] = given.map((input) => preprocessCode(input, 'preprocess', true));
  const isShared = given.length === inputs.length && others.every((other) => flatten(other) === flatten(first ?? ''));
  if (first && isShared) return [first];
  return given.map((input) => preprocessCode(input, names.mint(`preprocess/${input.name}`), false));
}

/** Imports of a program, by the name that needs them; `nn` and `Tensor` are always imported. */
const imports = { torch: 'import torch', F: 'import torch.nn.functional as F' };

function header(parts: readonly Code[]): string {
  const names = namesIn(parts);
  return [
    `# ${MARKER} from a spec. To change it, change the spec and build it again.`,
    ...(names.has('ClassVar') ? ['from typing import ClassVar', ''] : []),
    ...Object.entries(imports).flatMap(([name, text]) => (names.has(name) ? [text] : [])),
    'from torch import Tensor, nn',
  ].join('\n');
}

/** How much the loss of each output counts, if there are several. */
function lossWeights({ outputs }: Graph): string[] {
  if (outputs.length < 2) return [];
  const items = outputs.map(({ name, lossWeight }) => `${literal(name)}: ${literal(lossWeight)}`);
  const open = 'loss_weights: ClassVar[dict[str, float]] = {';
  const broken = INDENT.length + `${open}${items.join(', ')}}`.length > LINE_WIDTH;
  const weights = layOut({ open, items, close: '}', broken }, INDENT);
  return [`${INDENT}# The factor of each output's loss in their sum.\n${weights}`];
}

/** Name and description of the spec. */
function titleOf({ name, description }: Graph): string {
  return description === undefined ? name : `${name}: ${description}`;
}

/** What inputs a program is for, where numbers in it follow from their sizes; undefined if no expression reads those. */
function sizesOf({ inputs, usesSizes }: Graph): string | undefined {
  if (!usesSizes) return undefined;
  const sizes = inputs.map(
    ({ name, shape }) => `${inputs.length > 1 ? `\`${name}\` ` : ''}${shape.slice(0, -1).join(' x ')}`,
  );
  return `For inputs of ${sizes.join(', ')} only: the spec computes numbers in it from these sizes.`;
}

/** The helpers that parts of a program refer to, and those that these need. */
function helpersIn(parts: readonly Code[]): Text[] {
  const names = new Set(namesIn(parts));
  const needed = Object.entries(helpers)
    .toReversed()
    .filter(([name, helper]) => {
      if (names.has(name)) for (const use of helper.uses) names.add(use);
      return names.has(name);
    });
  return needed.toReversed().map(([, helper]) => helper);
}

/** True if a model returns a dictionary in training: it has several outputs, or one in training only. */
function givesDictionary(graph: Graph): boolean {
  return graph.outputs.length > 1 || outputsIn(graph, 'inference').length !== 1;
}
