import { nodesFor, outputsIn, type Phase } from '../../../graph/graph';
import type { TypedGraph } from '../../../graph/typed-graph';
import type { Precision } from '../../../schema/train';
import { type Machine, machine as x86 } from '../machine';
import { chooseTypes } from './choose-types';
import { joinSiblings } from './join-siblings';
import { keepNormsApart } from './keep-norms-apart';
import { multiplyCells } from './multiply-cells';
import type { Pass, Plan } from './plan';
import { poolFirst } from './pool-first';
import { splitRemainders } from './split-remainders';

/** Every rewrite, in order. None changes what a program computes, except for rounding. */
export const passes: readonly Pass[] = [
  poolFirst,
  chooseTypes,
  keepNormsApart,
  splitRemainders,
  multiplyCells,
  joinSiblings,
];

/** How to lower the nodes of a phase for a machine; the plan's graph has no other nodes. */
export function planLowering(graph: TypedGraph, phase: Phase, precision: Precision, machine: Machine = x86): Plan {
  const needed = nodesFor(graph, outputsIn(graph, phase));
  const nodes = graph.nodes.filter(({ id }) => needed.has(id));
  const start: Plan = { graph: { ...graph, nodes }, precision, choices: new Map() };
  return passes.reduce((plan, pass) => pass(plan, machine), start);
}
