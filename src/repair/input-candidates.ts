import type { Edit } from '../diagnostics/diagnostic';
import { type Span, textOf } from '../diagnostics/source';
import { looksChannelsFirst } from '../dimensions/channels-first';
import { entry } from '../dimensions/dimension';
import type { Graph, InputNode, ValueId } from '../graph/graph';
import type { Candidate } from './candidate';
import { oddBits } from './habits';
import type { Layout, WrittenItem } from './layout';
import { spanKey } from './place';
import { replaceValue } from './text-edits';

/** How far other sizes of an input may be from the written one. */
const MOST_CELLS = 64;

/** Bits by which other sizes are less likely than other attributes: whoever writes a net knows its data. */
const RELUCTANCE = 2.5;

/** A rounder size is likelier by at most so many bits: odd ones are often chosen for a net too. */
const ROUNDER = 2;

/** Other sizes of an input: with the channels last, or larger and smaller by the same number of cells along each spatial axis. */
export function inputCandidates(graph: Graph, id: ValueId, layout: Layout): readonly Candidate[] {
  const input = graph.inputs[id];
  if (!input || input.shape.length < 2) return [];
  const item = layout.itemAt(input.site.span);
  const resized = Array.from({ length: MOST_CELLS }, (_, index) => index + 1)
    .flatMap((cells) => [-cells, cells])
    .map((cells) => input.shape.map((size, axis) => (axis === input.shape.length - 1 ? size : size + cells)));
  const written = (sizes: readonly number[]): readonly Resized[] => {
    const edits = item && editsOf(input, sizes, item, layout);
    return edits && sizes.every((size) => size > 0) ? [{ input, sizes, edits }] : [];
  };
  const [channels = 0, ...places] = input.shape;
  if (looksChannelsFirst(input.shape, input.axes))
    return written([...places, channels]).map((one) => reordered(graph, one));
  return resized.flatMap(written).map((one) => candidate(graph, id, one));
}

function reordered({ inputs }: Graph, { input, sizes, edits }: Resized): Candidate {
  const name = inputs.length > 1 ? ` for \`${input.name}\`` : '';
  return {
    change: undefined,
    text: `use an input of ${sizes.join(' x ')}${name}`,
    edits,
    cost: RELUCTANCE,
    changes: 'an input with the channels last',
  };
}

interface Resized {
  readonly input: InputNode;
  readonly sizes: readonly number[];
  readonly edits: readonly Edit[];
}

function candidate({ inputs }: Graph, id: ValueId, { input, sizes, edits }: Resized): Candidate {
  const places = sizes.slice(0, -1);
  const larger = entry(places, 0) - entry(input.shape, 0);
  const rounder = oddBits(entry(places, 0)) - oddBits(entry(input.shape, 0));
  const name = inputs.length > 1 ? ` for \`${input.name}\`` : '';
  return {
    change: { inputs: new Map([[id, sizes]]) },
    text: `use an input of ${places.join(' x ')}${name}`,
    edits,
    cost: RELUCTANCE + Math.max(rounder, -ROUNDER) + Math.log2(1 + Math.abs(larger)),
    changes: larger < 0 ? 'a smaller input' : 'a larger input',
  };
}

/** The edits that give an input other sizes; undefined if a size is computed from something else. */
function editsOf(
  { axes, shape }: InputNode,
  sizes: readonly number[],
  item: WrittenItem,
  { lets }: Layout,
): readonly Edit[] | undefined {
  const whole = item.entries.get('shape');
  if (whole) {
    const text = `[${sizes.join(', ')}]`;
    return textOf(whole).includes('${') ? undefined : [{ span: whole, newText: text }];
  }
  const edits = new Map<string, Edit>();
  const wanted = new Map<string, number>();
  for (const [index, axis] of axes.entries()) {
    const [size, span] = [entry(sizes, index), sizeSpan(item.entries.get(axis), lets)];
    // A value of `let` that names several sizes must be right for all of them.
    if (span && (wanted.get(spanKey(span)) ?? size) !== size) return undefined;
    if (span) wanted.set(spanKey(span), size);
    if (size === shape[index]) continue;
    if (!span) return undefined;
    edits.set(spanKey(span), replaceValue(span, String(size)));
  }
  return [...edits.values()];
}

/** Where a size is written: there, or in `let`, if it only names a value. */
function sizeSpan(span: Span | undefined, lets: Layout['lets']): Span | undefined {
  if (!span) return undefined;
  const name = /^["']?\$\{ *(\w+) *\}["']?$/.exec(textOf(span))?.[1];
  const place = name === undefined ? span : lets.get(name);
  return place && !textOf(place).includes('${') ? place : undefined;
}
