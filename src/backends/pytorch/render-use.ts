import type { Expression, Value } from '../../expression/ast';
import { isRational } from '../../expression/ast';
import type { BlockUse, ValueId } from '../../graph/graph';
import type { Call } from '../source/plan-body';
import { formulaOf, plainValue } from './expression';
import type { Sequence } from './plan-statements';
import { type Code, call, flatten, layOut, wrap } from './python/layout';
import { literal } from './python/literal';
import { type BlockClass, type Frame, inputKey, type Program } from './program';
import { BODY, sizeText } from './render-node';
import { type Size, sizeOutside } from './size';

/** Adds the module of a use to the class, and gives its attribute; or which input the use gives back as it is. */
export function constructorOf(program: Program, frame: Frame, { use, exports }: Call): string | { givesBack: number } {
  const block = program.classOf(use, exports);
  takeSizes(frame, use, block);
  if (block.givesBack !== undefined) return { givesBack: block.givesBack };
  const attribute = frame.attributes.mint(use.name.slice(frame.prefix.length));
  frame.init.push(layOut(makeText(frame, use, block), BODY, `self.${attribute} = `));
  takeEntries(frame, block, attribute);
  return attribute;
}

/** The same for uses in a row: one `nn.Sequential`, those that are alike written once. */
export function renderSequence(program: Program, frame: Frame, { repeat, calls }: Sequence): string | { givesBack: number } {
  const attribute = frame.attributes.mint(repeat.name.slice(frame.prefix.length));
  const made = calls.map(({ use, exports }, index) => {
    const block = program.classOf(use, exports);
    takeSizes(frame, use, block);
    takeEntries(frame, block, `${attribute}.${index}`);
    return block.givesBack === undefined ? makeText(frame, use, block) : ('nn.Identity()' as Code);
  });
  const items: Code[] = [];
  for (let start = 0; start < made.length; ) {
    const text = flatten(made[start] as Code);
    const next = made.findIndex((code, index) => index > start && flatten(code) !== text);
    const end = next < 0 ? made.length : next;
    const first = made[start] as Code;
    items.push(end - start === 1 ? first : wrap('*[', `${text} for _ in range(${end - start})`, ']'));
    start = end;
  }
  frame.init.push(layOut(call('nn.Sequential', ...items), BODY, `self.${attribute} = `));
  return attribute;
}

function takeEntries(frame: Frame, { entries, counters }: BlockClass, attribute: string): void {
  for (const entry of entries) frame.entries.push({ ...entry, stateKey: `${attribute}.${entry.stateKey}` });
  for (const counter of counters) frame.counters.push(`${attribute}.${counter}`);
}

/** `Inception(10, reduce=32)`: what differs from the defaults. */
function makeText(frame: Frame, use: BlockUse, { identifier, parameters }: BlockClass): Code {
  const items = parameters.flatMap(({ name, identifier: key, standard }) => {
    const index = use.body.inputs.findIndex((_, place) => inputKey(place) === name);
    const size = frame.sizes.get(use.body.inputs[index] as ValueId);
    if (index >= 0) return size ? [sizeText(frame, size)] : [];
    const value = use.parameters.get(name);
    const text = value === undefined ? undefined : argumentText(frame, use, name, plainValue(value));
    return text === undefined || text === standard ? [] : [`${key}=${text}`];
  });
  return call(identifier, ...items);
}

/** An argument as the block around says it: over its own parameters where that is exact, else its value. */
function argumentText(frame: Frame, use: BlockUse, name: string, value: number | string | boolean): string {
  const expression = use.symbols.get(name);
  const found = expression && formulaOf(expression, frame.parameters, value);
  for (const parameter of found?.names ?? []) frame.used.add(parameter);
  return found?.text ?? literal(value);
}

/** What the block gives, in the words of the class around it. */
function takeSizes(frame: Frame, use: BlockUse, { sizes }: BlockClass): void {
  const names = new Map<string, Size | Expression>();
  for (const [name, value] of use.parameters) names.set(name, use.symbols.get(name) ?? constantOf(value));
  for (const [index, input] of use.body.inputs.entries()) {
    const size = frame.sizes.get(input);
    if (size) names.set(inputKey(index), size);
  }
  for (const [value, size] of sizes) frame.sizes.set(value, sizeOutside(size, names));
}

function constantOf(value: Value): Expression {
  const place = { start: 0, end: 0 };
  if (isRational(value)) return { ...place, type: 'number', value };
  return typeof value === 'string' ? { ...place, type: 'string', value } : { ...place, type: 'boolean', value };
}
