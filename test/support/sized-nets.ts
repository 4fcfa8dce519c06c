import { axesOf, type Shape } from '../../src/dimensions/dimension';
import type { Body, Step, ValueId } from '../../src/graph/graph';
import { type TypedGraph, typingOf } from '../../src/graph/typed-graph';
import { isKind } from '../../src/schema/kinds';
import type { Random } from '../targets/random';
import type { Item, Structured } from './structured-nets';

/** Attributes whose numbers are written as expressions. */
const NUMBERS = ['filters', 'units', 'kernel', 'stride', 'size', 'inputs', 'factor'];

interface Sizing {
  readonly graph: TypedGraph;
  readonly random: Random;
}

/** The same net with some of its numbers written as expressions over sizes such as `in.channels`, which give the same values here. */
export function withSizes(spec: Structured, graph: TypedGraph, random: Random): Structured {
  return { ...spec, layers: sizedList(spec.layers, graph.body, { graph, random }) };
}

function sizedList(items: readonly Item[], body: Body, sizing: Sizing): readonly Item[] {
  let before: ValueId | undefined = body.inputs[0];
  return items.map((item, at) => {
    const step = body.steps[at];
    const entering = before;
    before = step && resultOf(step);
    return step ? sizedItem(item, step, entering, sizing) : item;
  });
}

function sizedItem(item: Item, step: Step, entering: ValueId | undefined, sizing: Sizing): Item {
  if (step.type === 'branch') {
    const paths = Object.entries(item.branch as Record<string, readonly Item[]>).map(([name, path], index) => {
      const body = step.branch.paths[index]?.body;
      return [name, body ? sizedList(path, body, sizing) : path];
    });
    return { ...item, branch: Object.fromEntries(paths) };
  }
  const [key = ''] = Object.keys(item);
  // Several values enter a join.
  const isPlain = step.type === 'node' && step.node.inputs.length === 1 && isKind(key);
  const shape = isPlain ? typingOf(sizing.graph, step.node.inputs[0] as ValueId).output : undefined;
  const given = entering === undefined ? undefined : typingOf(sizing.graph, entering).output;
  if (shape) return { ...withCondition(item, shape, sizing), [key]: sized(item[key] as Item, shape, sizing) };
  if (!item.with || !given) return item;
  return { ...item, with: sized(item.with as Item, given, sizing) };
}

/** A condition that holds. */
function withCondition(item: Item, shape: Shape, { random }: Sizing): Item {
  const { axis, value } = random.pick(shape);
  if (!random.chance(0.1)) return item;
  return { ...item, when: `\${in.${axis} ${random.pick([`== ${value}`, `> ${value - 1}`, `!= ${value + 1}`])}}` };
}

function sized(attributes: Item, shape: Shape, sizing: Sizing): Item {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [
      key,
      typeof value === 'number' && (NUMBERS.includes(key) || key === 'out') && sizing.random.chance(0.5)
        ? `\${${formula(value, shape, sizing)}}`
        : value,
    ]),
  );
}

/** An expression over the sizes of what enters, or of the input of the net, with this value. */
function formula(value: number, shape: Shape, { graph, random }: Sizing): string {
  const [input] = graph.inputs;
  const ofInput = input ? input.axes.map((axis, index) => [`input.${axis}`, input.shape[index] ?? 1] as const) : [];
  const ofIncoming = shape.map(({ value: size }, index) => [`in.${axesOf(shape)[index]}`, size] as const);
  const [name, size] = random.pick([...ofIncoming, ...ofIncoming, ...ofInput]);
  if (random.chance(0.15)) return `${value} if ${name} > ${size - 1} else ${value + 1}`;
  if (size === value) return name;
  if (value % size === 0) return `${value / size} * ${name}`;
  if (size % value === 0) return random.pick([`${name} / ${size / value}`, `floor(${name} / ${size / value})`]);
  return value > size ? `${name} + ${value - size}` : `${name} - ${size - value}`;
}

/** The value of a step; undefined for branches, whose join is the next one. */
function resultOf(step: Step): ValueId | undefined {
  switch (step.type) {
    case 'node':
      return step.node.id;
    case 'use':
      return step.use.body.result;
    case 'repeat':
      return step.repeat.iterations.at(-1)?.body.result;
    default:
      return undefined;
  }
}
