import { valuesOf } from '../../dimensions/dimension';
import type { Node, ValueId } from '../../graph/graph';
import { typingOf } from '../../graph/typed-graph';
import type { Kind } from '../../schema/kinds';
import { formulaOf } from './expression';
import { ownRule } from './initializers';
import { rows } from './layers';
import { INDENT, layOut } from './python/layout';
import { literal } from './python/literal';
import type { Entry, Frame, Program } from './program';
import type { Lowered, Lowering, Row } from './row';
import { fixedSize, renderSize, type Size, sizeOf } from './size';

/** The statements of methods stand this far in. */
export const BODY = `${INDENT}${INDENT}`;

/** A node as its row says it, with its members in the class already: `self.name` of each. */
export function renderNode(
  program: Program,
  frame: Frame,
  node: Node,
): { readonly lowered: Lowered; readonly members: readonly string[] } {
  const lowered = (rows[node.kind] as Row<Kind>)(loweringOf(program, frame, node));
  const size = lowered.size ?? frame.sizes.get(node.inputs[0] as ValueId);
  if (size) frame.sizes.set(node.id, size);
  const local = node.name.slice(frame.prefix.length);
  const attributes = (lowered.members ?? []).map(({ suffix, code, after }) => {
    const attribute = frame.attributes.mint(suffix === '' ? local : `${local}_${suffix}`);
    const self = `self.${attribute}`;
    frame.init.push(layOut(code, BODY, `${self} = `), ...(after?.(self) ?? []).map((line) => `${BODY}${line}`));
    if (/BatchNorm[12]d\($/.test(typeof code === 'string' ? '' : code.open))
      frame.counters.push(`${attribute}.num_batches_tracked`);
    return attribute;
  });
  addEntries(program, frame, node, lowered, attributes);
  return { lowered, members: attributes.map((attribute) => `self.${attribute}`) };
}

function addEntries(
  program: Program,
  frame: Frame,
  node: Node,
  lowered: Lowered,
  attributes: readonly string[],
): void {
  for (const [name, spec] of Object.entries(typingOf(program.graph, node.id).weights)) {
    const placement = lowered.weights?.[name];
    const owner = placement && attributes[placement.member];
    if (!placement || owner === undefined) throw new Error(`${node.name} has no place for ${name}`);
    const stateKey = placement.attribute === '' ? owner : `${owner}.${placement.attribute}`;
    const entry: Entry = { key: `${node.name}/${name}`, stateKey, placement, spec };
    frame.entries.push(entry);
    const own = ownRule(entry, program.kernelRule);
    if (!own) continue;
    if (own.rule.part) program.parts.add(own.rule.part);
    frame.initials.set(own.rule.call, [...(frame.initials.get(own.rule.call) ?? []), `self.${own.weight}`]);
  }
}

function loweringOf(program: Program, frame: Frame, node: Node): Lowering<Kind> {
  const { graph, orders } = program;
  const shapeOf = (value: ValueId): number[] => valuesOf(typingOf(graph, value).output);
  const formula = (attribute: string, value: number) => {
    const expression = node.symbols.get(attribute);
    return expression && formulaOf(expression, frame.parameters, value);
  };
  const scalar: Lowering<Kind>['scalar'] = (attribute, value) => {
    const found = formula(attribute, value);
    for (const name of found?.names ?? []) frame.used.add(name);
    return found?.text ?? literal(value);
  };
  const sizes = node.inputs.map((value): Size => {
    return frame.sizes.get(value) ?? fixedSize(shapeOf(value).at(-1) ?? 0);
  });
  const [first] = node.inputs;
  return {
    attributes: node.attributes as never,
    inputs: node.inputs.map(shapeOf),
    output: shapeOf(node.id),
    weights: typingOf(graph, node.id).weights,
    size: sizes[0] as Size,
    sizes,
    order: first === undefined ? undefined : orders.get(first),
    keepsOrder: orders.has(node.id),
    text: (size) => sizeText(frame, size),
    sizeFrom: (attribute, value) => {
      const expression = node.symbols.get(attribute);
      return expression && formula(attribute, value) ? sizeOf(expression, value) : fixedSize(value);
    },
    scalar,
    pair: (attribute, [height, width]) => {
      const both = formula(attribute, height);
      if (height === width && both) return scalar(attribute, height);
      const [rows, columns] = [scalar(`${attribute}/0`, height), scalar(`${attribute}/1`, width)];
      return rows === columns ? rows : `(${rows}, ${columns})`;
    },
    isFormula: (attribute) => {
      const value = node.symbols.has(attribute) ? attributeAt(node, attribute) : undefined;
      return value !== undefined && formula(attribute, value) !== undefined;
    },
    need: (part) => program.parts.add(part),
  };
}

/** The number at `kernel/0`, or at `kernel` where both are the same. */
function attributeAt(node: Node, path: string): number | undefined {
  const [name = '', index] = path.split('/');
  const value = (node.attributes as Readonly<Record<string, unknown>> | undefined)?.[name];
  const picked = Array.isArray(value) ? value[Number(index ?? 0)] : value;
  return typeof picked === 'number' ? picked : undefined;
}

/** Python of a size, which from here on the class reads. */
export function sizeText(frame: Frame, size: Size): string {
  const rendered = renderSize(size, frame.parameters);
  for (const name of rendered?.names ?? []) frame.used.add(name);
  return rendered?.text ?? `${size.value}`;
}
