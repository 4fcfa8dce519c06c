import { both } from '../diagnostics/messages/words';
import { product, valuesOf } from '../dimensions/dimension';
import { macsFormula, weightsFormula } from '../graph/count-formula';
import type { Body, Node, Scope, ValueId } from '../graph/graph';
import type { NamedValue } from '../graph/named-values';
import type { TypedGraph, Typing } from '../graph/typed-graph';
import { usedNodes } from '../graph/unread';
import { scopesIn } from '../graph/walk';
import { ownerOf, sumNodes } from '../graph/weights';
import { formatCount } from '../summary/format';
import { placeOf, type Steps } from './step';

/** A number that a block has as a sum over its layers. */
export type Count = 'parameters' | 'trainable' | 'macs' | 'activations';

interface Term {
  readonly value: number;
  readonly step: number;
}

/** A count that is asked for, and the steps that answer it. */
interface Counting {
  readonly graph: TypedGraph;
  readonly count: Count;
  readonly steps: Steps;
}

/** The same while it is answered. */
interface Sum extends Counting {
  /** Layers whose weights are in the sum: of those that share theirs the first one counts them. */
  readonly counted: Set<Node>;
  /** By the owner of their weights, all layers that share them. */
  readonly sharers: ReadonlyMap<Node, readonly Node[]>;
  /** The nodes of the model. */
  readonly used: ReadonlySet<ValueId>;
}

/** Adds the sum that gives a count of a layer, or of all layers inside a scope, down to single weights; gives its index. */
export function addCount(asked: Counting, name: string, named: Exclude<NamedValue, { what: 'input' }>): number {
  const used = usedNodes(asked.graph);
  const counting: Sum = { ...asked, counted: new Set(), sharers: sharersIn(asked.graph), used };
  switch (named.what) {
    case 'layer':
      return addNode(counting, named.node).step;
    case 'repeat':
      return addScopes(counting, name, named.iterations).step;
    default:
      return addBody(counting, name, named.body).step;
  }
}

function addBody(counting: Sum, name: string, { steps }: Body): Term {
  return addSum(
    counting,
    name,
    steps.flatMap((step) => {
      if (step.type === 'node') return [addNode(counting, step.node)];
      if (step.type === 'repeat') return [addScopes(counting, step.repeat.name, step.repeat.iterations)];
      return scopesIn(step).map((scope) => addBody(counting, scope.name, scope.body));
    }),
  );
}

function addScopes(counting: Sum, name: string, scopes: readonly Scope[]): Term {
  return addSum(
    counting,
    name,
    scopes.map((scope) => addBody(counting, scope.name, scope.body)),
  );
}

function addSum({ steps }: Counting, name: string, all: readonly Term[]): Term {
  const terms = all.filter(({ value }) => value > 0);
  const [only, second] = terms;
  if (only && !second) return only;
  const value = terms.reduce((sum, term) => sum + term.value, 0);
  const formula = terms.length === 0 ? 'no layer inside has any' : foldTerms(terms);
  const operands = terms.map(({ step }) => step);
  return { value, step: steps.add({ value, formula, written: null, by: name, place: null, operands }) };
}

/** `3 x 24 + 16`: equal neighbouring terms are written once. */
function foldTerms(terms: readonly Term[]): string {
  const folded: { value: number; times: number }[] = [];
  for (const { value } of terms) {
    const last = folded.at(-1);
    if (last?.value === value) last.times++;
    else folded.push({ value, times: 1 });
  }
  return folded
    .map(({ value, times }) => (times === 1 ? formatCount(value) : `${times} x ${formatCount(value)}`))
    .join(' + ');
}

function addNode({ graph, count, steps, counted, sharers, used }: Sum, node: Node): Term {
  const typing = graph.typings.get(node.id);
  const ofWeights = count === 'parameters' || count === 'trainable';
  const owner = ownerOf(graph, node);
  const value = typing && !(ofWeights && counted.has(owner)) ? countOf(graph, typing, node, count) : 0;
  counted.add(owner);
  const shared = ofWeights ? sharedWith(node, sharers.get(owner)) : '';
  const none = used.has(node.id) ? 'none' : 'no output depends on it';
  const formula = typing && value > 0 ? `${formulaOf(graph, node, typing, count)}${shared}` : none;
  const place = placeOf(node.site.span);
  return { value, step: steps.add({ value, formula, written: null, by: node.name, place, operands: [] }) };
}

function countOf(graph: TypedGraph, typing: Typing, node: Node, count: Count): number {
  return count === 'activations' ? typing.activations : sumNodes(graph, [node])[count];
}

function formulaOf(graph: TypedGraph, node: Node, typing: Typing, count: Count): string {
  switch (count) {
    case 'parameters':
    case 'trainable':
      return weightsFormula(graph, node, count === 'trainable');
    case 'activations': {
      const output = valuesOf(typing.output);
      const more = typing.activations - product(output);
      return `${output.join(' x ')} (output)${more === 0 ? '' : ` + ${formatCount(more)} (intermediate)`}`;
    }
    case 'macs':
      return macsFormula(graph, node) ?? `${formatCount(typing.macs)} multiply-accumulates`;
  }
}

function sharersIn(graph: TypedGraph): ReadonlyMap<Node, readonly Node[]> {
  const sharers = new Map<Node, Node[]>();
  for (const node of graph.nodes) {
    if (!node.sharing) continue;
    const owner = ownerOf(graph, node);
    const known = sharers.get(owner);
    if (known) known.push(node);
    else sharers.set(owner, [owner, node]);
  }
  return sharers;
}

/** `, shared with `a` and `b``, where other layers use the same weights. */
function sharedWith(node: Node, sharers: readonly Node[] = []): string {
  const others = sharers.filter((other) => other !== node);
  const names = others.slice(0, MAXIMUM_NAMES).map(({ name }) => `\`${name}\``);
  const more = others.length > names.length ? [`${others.length - names.length} more`] : [];
  return others.length === 0 ? '' : `, shared with ${both([...names, ...more])}`;
}

/** Layers with the same weights that one sum names. */
const MAXIMUM_NAMES = 3;
