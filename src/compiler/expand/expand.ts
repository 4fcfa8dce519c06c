import type { Report } from '../../diagnostics/report';
import type { Site } from '../../dimensions/dimension';
import { type BlockSignature, type InputNode, UNKNOWN_ID } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import { leaveOutUnread } from '../../graph/unread';
import type { Limits } from '../../schema/limits';
import { INPUT } from '../../schema/words';
import type { SpecAst } from '../ast';
import { UNKNOWN } from '../environment';
import { firstInput, givenTo } from './block-inputs';
import { endlessBlocks } from './endless-blocks';
import { expandList } from './expand-list';
import { Expansion, type Expectation, emptyList, type Task } from './expansion';
import { firstTooMany } from './least-count';
import { lastValue, settleOutputs } from './outputs';
import { type Given, Scope } from './scope';

export interface Expanded {
  readonly graph: TypedGraph;
  readonly expectations: readonly Expectation[];
  /** The names that the top-level `expect.shapes` can use. */
  readonly names: Scope;
}

/**
 * Blocks, repeats, parameters and expressions -> flat graph with the shape of every value, since expressions can use sizes.
 * Afterwards wiring is by id, and every node has its source location.
 */
export function expand(spec: SpecAst, limits: Limits, report: Report): Expanded {
  const task: Task = { spec, limits, report, endless: endlessBlocks(spec.blocks, report) };
  const inputs = inputNodes(spec);
  const expansion = new Expansion(task, inputs);
  const tooMany = firstTooMany(spec, task.endless, limits.layers);
  if (tooMany) expansion.refuse(tooMany);
  const given = inputs.map(({ name, shape, site }, index): Given => {
    return { name, value: shape.length > 0 ? index : UNKNOWN_ID, span: site.span };
  });
  const scope = Scope.closed('', given);
  const own = emptyList();
  const place = {
    ...own,
    scope,
    parameters: spec.lets,
    uses: [],
    chain: [],
    owner: undefined,
    task,
    expansion,
  };
  const result = expandList(spec.layers, firstInput(given.map(({ value }) => value)), place);
  checkUnused(task, expansion);
  const fallback = inputs[result]?.site ?? (inputs[0] as InputNode).site;
  const last = lastValue(result, expansion.nodes, inputs.length, fallback);
  const graph: TypedGraph = {
    name: spec.name,
    description: spec.description,
    inputs,
    nodes: expansion.nodes,
    body: { inputs: inputs.map((_, index) => index), result, ...own },
    locations: expansion.locations,
    blocks: signaturesOf(spec),
    lets: spec.lets.values,
    outputs: settleOutputs(expansion.outputs, last, report),
    complete: expansion.complete,
    usesSizes: expansion.usesSizes,
    train: spec.train?.settings,
    precisionSpan: spec.train?.precisionSpan,
    typings: expansion.inference.typings,
    weights: expansion.inference.weights,
  };
  return { graph: leaveOutUnread(graph), expectations: expansion.expectations, names: scope };
}

/** The inputs; if they could not be read, one without a shape. */
function inputNodes({ inputs, layers }: SpecAst): InputNode[] {
  if (inputs.length > 0) {
    return inputs.map(({ span, ...input }) => ({ ...input, site: { name: input.name, span } }));
  }
  const span = layers[0]?.word.span;
  if (!span) throw new Error('nothing to expand');
  const site: Site = { name: INPUT, span };
  return [{ name: INPUT, shape: [], axes: [], preprocess: undefined, site }];
}

/** Checks wiring inside unused blocks: expands them like the others and discards the result. */
function checkUnused(task: Task, expansion: Expansion): void {
  for (const block of task.spec.blocks.values()) {
    if (block.broken || expansion.used.has(block.name.text)) continue;
    const unknown = (block.inputs ?? [block.name]).map(() => UNKNOWN_ID);
    const scope = Scope.closed(block.name.text, givenTo(block, unknown));
    expansion.withoutTrace(() => {
      expandList(block.layers, firstInput(unknown), {
        ...emptyList(),
        scope,
        parameters: UNKNOWN,
        uses: [],
        chain: [],
        owner: undefined,
        task,
        expansion,
      });
    });
  }
}

function signaturesOf({ blocks }: SpecAst): ReadonlyMap<string, BlockSignature> {
  return new Map(
    [...blocks].map(([name, { inputs, parameters }]) => {
      const defaults = new Map([...parameters].map(([key, parameter]) => [key, parameter.default]));
      return [name, { name, inputs: inputs?.map(({ text }) => text) ?? [INPUT], parameters: defaults }];
    }),
  );
}
