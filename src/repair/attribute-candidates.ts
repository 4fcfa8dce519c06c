import { extents } from '../dimensions/window';
import { type Node, nodeOf, type ValueId } from '../graph/graph';
import { windowOfNode } from '../graph/node-window';
import type { TypedGraph } from '../graph/typed-graph';
import { fieldsOf, layerOf } from '../schema/kinds';
import { findMismatch } from '../schema/value-schema';
import type { Candidate, Values } from './candidate';
import type { Gap } from './goal';
import { type Habits, isNear, numberBits } from './habits';
import { type Places, type RepairPlace, spanKey } from './place';

/** Numbers up to this one are tried for every attribute. */
const SMALL = 7;

/** Bits for an edit of one attribute of all: fewer for those that only place windows, and leave the weights as they are. */
const PLACING: Readonly<Record<string, number>> = {
  padding: 0.5,
  output_padding: 0.5,
  cropping: 0.5,
  ceil_mode: 1,
  stride: 1,
};
const WIDTH = 1;
const OTHER = 5;

/** Bits for the width of an output: it depends on the task, not on other layers, and is often left from another net. */
const OUTPUT = -1;

/** Bits for a default in place of what is written: a word is easily left out, and rarely written by mistake. */
const MEANT = 4;

/** Bits less for an expression that the block already has for the same attribute. */
const SHARED = 1;

/** Bits for a kernel of quite another size: whoever writes a number has looked at it. */
const FAR = 2;

/** Bits for a number instead of a word, or the reverse. */
const OTHER_WAY = 0.2;

/** Bits for an edit of several attributes at once. */
const SEVERAL = 1;

interface Search {
  readonly graph: TypedGraph;
  readonly places: Places;
  readonly habits: Habits;
  readonly gap: Gap;
  /** The places whose values were listed: layers of one block have them in common. */
  readonly seen: Set<string>;
}

/** Other values of one attribute of a layer after which its shape could be another one. */
export function attributeCandidates(node: Node, search: Search): readonly Candidate[] {
  const values = node.attributes as Values | undefined;
  if (!values || layerOf(node.kind).traits.elementwise) return [];
  return Object.keys(fieldsOf(node.kind)).flatMap((attribute) => {
    const field = fieldsOf(node.kind)[attribute];
    const place = field && !field.declares && !field.ofWeights ? search.places.of(node, attribute) : undefined;
    const key = place && spanKey(place.edit('').span);
    if (!field || !place || key === undefined || search.seen.has(`${key} ${attribute}`)) return [];
    search.seen.add(`${key} ${attribute}`);
    if (place.number !== undefined) return scaled(node, { attribute, place, number: place.number }, search);
    const current = values[attribute] === undefined ? undefined : field.write(values[attribute]);
    const shared = place.named ? [] : sharedExpressions(node, attribute, place, search);
    const plain = choicesOf(attribute, current, search).flatMap((written): readonly Candidate[] => {
      if (findMismatch(field.schema, written) !== undefined || (place.named && typeof written === 'object')) return [];
      if (attribute === 'padding' && isSenseless(node, field.normalise(written))) return [];
      return [candidate(node, { attribute, current, written, value: field.normalise(written), place }, search)];
    });
    return [...shared, ...plain];
  });
}

/** The expressions that other layers of the same block have for an attribute that is not written, such as `"${stride}"`. */
function sharedExpressions(node: Node, attribute: string, place: RepairPlace, search: Search): readonly Candidate[] {
  const { graph, places, habits } = search;
  const use = useOf(node);
  if (use === undefined || places.textOf(node, attribute) !== undefined) return [];
  const others = graph.nodes.filter((other) => useOf(other) === use && other.attributes);
  const models = new Map(others.map((other) => [places.textOf(other, attribute), other]));
  return [...models].flatMap(([text, model]): readonly Candidate[] => {
    if (!text?.includes('${')) return [];
    const twins = new Map(places.nodesOf(model).map((twin) => [useOf(twin), twin.attributes as Values]));
    const changed = place.nodes.map((id): readonly [ValueId, Values] => {
      const value = twins.get(useOf(nodeOf(graph, id)))?.[attribute];
      return [id, { [attribute]: value }];
    });
    if (changed.some(([, values]) => values[attribute] === undefined)) return [];
    const value = new Map(changed).get(node.id)?.[attribute];
    return [
      {
        change: { attributes: new Map(changed) },
        text: `write \`${attribute}: ${text}\` ${place.where}`,
        edits: [place.edit(text)],
        cost: habits.costOf(node, { [attribute]: value }) + reluctance(node, attribute, search) - SHARED,
        changes: `${attribute} ${place.where}`,
        shown: node.id,
      },
    ];
  });
}

function useOf(node: Node | undefined): string | undefined {
  return node?.uses.at(-1)?.name;
}

interface Scaled {
  readonly attribute: string;
  readonly place: RepairPlace;
  /** As written. */
  readonly number: number;
}

/** Other numbers where expressions compute values from one; those are taken to be proportional to it until it is tried. */
function scaled(node: Node, { attribute, place, number }: Scaled, search: Search): readonly Candidate[] {
  const { ratios } = search.gap;
  const near = [number - 1, number + 1, ...[2, ...ratios].flatMap((ratio) => [number * ratio, number / ratio])];
  const wanted = [...new Set(near)].filter((one) => Number.isSafeInteger(one) && one > 0 && one !== number);
  return wanted.flatMap((written): readonly Candidate[] => {
    const changed = place.nodes.map((id): readonly [ValueId, Values] => {
      const value = (nodeOf(search.graph, id)?.attributes as Values | undefined)?.[attribute];
      return [id, { [attribute]: typeof value === 'number' ? (value * written) / number : value }];
    });
    if (changed.some(([, values]) => !Number.isSafeInteger(values[attribute]))) return [];
    return [
      {
        change: { attributes: new Map(changed) },
        text: `write \`${place.key}: ${written}\` ${place.where}`,
        edits: [place.edit(String(written))],
        cost: reluctance(node, attribute, search) + numberBits(written) - numberBits(number),
        changes: `${place.key} ${place.where}`,
        shown: node.id,
        isNamed: true,
        number: { from: number, to: written },
      },
    ];
  });
}

/** Values as written that may have been intended: small numbers, those near the current one, what the gap asks for, and what others have. */
function choicesOf(attribute: string, current: unknown, { habits, gap }: Search): readonly unknown[] {
  const number = Array.isArray(current) ? Number(current[0]) : current;
  const all: readonly unknown[] = [
    ...channelsLast(current),
    ...numbersNear(number, gap),
    ...habits.valuesOf(attribute),
    ...WORDS,
    true,
    false,
  ];
  const texts = new Set(all.map((value) => JSON.stringify(value)));
  texts.delete(JSON.stringify(current ?? null));
  return [...texts].map((text): unknown => JSON.parse(text));
}

/** Sizes written with the channels first, as other frameworks have them. */
function channelsLast(current: unknown): readonly unknown[] {
  const [first, ...places] = Array.isArray(current) ? current : [];
  return places.length === 2 ? [[...places, first]] : [];
}

/** The words for padding. */
const WORDS = ['same', 'valid', 'causal'];

function numbersNear(current: unknown, { differences, ratios, sizes }: Gap): readonly number[] {
  const small = Array.from({ length: SMALL + 1 }, (_, number) => number);
  if (typeof current !== 'number' || !Number.isFinite(current)) return small;
  const steps = [1, 2, ...differences, ...differences.map((difference) => difference / 2)];
  const near = [
    ...steps.flatMap((step) => [current - step, current + step]),
    ...[2, ...ratios].flatMap((ratio) => [current * ratio, current / ratio]),
  ];
  return [...small, ...near, ...sizes].filter((number) => Number.isSafeInteger(number) && number >= 0);
}

interface Choice {
  readonly attribute: string;
  /** As written; undefined if it is not. */
  readonly current: unknown;
  readonly written: unknown;
  readonly value: unknown;
  readonly place: RepairPlace;
}

function candidate(node: Node, { attribute, current, written, value, place }: Choice, search: Search): Candidate {
  // A mean with padding must say whether the padding counts.
  const asks = attribute === 'padding' && lacksMean(node) && written !== 'valid' && written !== 0;
  const changes: Values = { [attribute]: value, ...(asks && { count_include_pad: false }) };
  const text = asYaml(written);
  const more = asks ? ', count_include_pad: false' : '';
  const isOmission =
    current !== undefined && (written === defaultOf(node, attribute) || isNoPadding(attribute, written));
  const isOtherWay = current !== undefined && typeof current !== typeof written;
  const unusual =
    typeof current === 'number' && typeof written === 'number' && isOutputWidth(node, attribute, search)
      ? numberBits(written) - numberBits(current)
      : mean(place.items.map((item) => search.habits.costOf(item, { [attribute]: value })));
  return {
    change: { attributes: new Map(place.nodes.map((id) => [id, changes])) },
    text: `write \`${place.key}: ${text}${more}\` ${place.where}`,
    edits: [place.edit(`${text}${more}`)],
    cost:
      unusual +
      reluctance(node, attribute, search) +
      (asks ? SEVERAL : 0) +
      (isOmission ? MEANT : 0) +
      (isFar(attribute, current, written) ? FAR : 0) +
      (isOtherWay ? OTHER_WAY : 0),
    changes: `${place.key} ${place.where}`,
    shown: node.id,
    ...(place.named && { isNamed: true }),
    ...(typeof written === 'number' && { number: { from: typeof current === 'number' ? current : 0, to: written } }),
  };
}

/** Whether a kernel is replaced by one for which it is not easily written. */
function isFar(attribute: string, current: unknown, written: unknown): boolean {
  return (
    attribute === 'kernel' && typeof current === 'number' && typeof written === 'number' && !isNear(written, current)
  );
}

function isNoPadding(attribute: string, written: unknown): boolean {
  return attribute === 'padding' && written === 0;
}

function defaultOf({ kind }: Node, attribute: string): unknown {
  const field = fieldsOf(kind)[attribute];
  return field && 'default' in field ? field.default : undefined;
}

/** Whether an attribute only places windows. */
export function isPlacing(attribute: string): boolean {
  return Object.hasOwn(PLACING, attribute);
}

/** With as much padding as a window has cells, some windows would see nothing else. */
function isSenseless(node: Node, padding: unknown): boolean {
  const window = windowOfNode({ ...node, attributes: { ...(node.attributes as Values), padding } } as Node);
  if (!window || typeof window.padding === 'string') return false;
  const reaches = extents(window);
  return window.padding.some(([before, after], axis) => Math.max(before, after) >= (reaches[axis] ?? 1));
}

function reluctance(node: Node, attribute: string, search: Search): number {
  if (isOutputWidth(node, attribute, search)) return OUTPUT;
  return attribute === layerOf(node.kind).traits.channels ? WIDTH : (PLACING[attribute] ?? OTHER);
}

function isOutputWidth({ id, kind }: Node, attribute: string, { graph }: Search): boolean {
  return attribute === layerOf(kind).traits.channels && graph.outputs.some(({ value }) => value === id);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function lacksMean({ kind, attributes }: Node): boolean {
  const { count_include_pad } = attributes as { readonly count_include_pad?: boolean };
  return layerOf(kind).traits.window?.use === 'mean_pool' && count_include_pad === undefined;
}

export function asYaml(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}
