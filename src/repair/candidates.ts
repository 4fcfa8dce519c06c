import type { Edit } from '../diagnostics/diagnostic';
import { entry } from '../dimensions/dimension';
import { extents, type Pad, type Window } from '../dimensions/window';
import type { Graph, Node, ValueId } from '../graph/graph';
import { windowOfNode } from '../graph/node-window';
import { fieldsOf, layerOf } from '../schema/kinds';
import { findMismatch } from '../schema/value-schema';
import type { Places } from './place';

/** Attributes by node, or sizes of inputs, that could have been intended. */
export interface Candidate {
  readonly attributes: ReadonlyMap<ValueId, Readonly<Record<string, unknown>>>;
  readonly inputs: ReadonlyMap<ValueId, readonly number[]>;
  /** What the user would write: `` `padding: 2` on `conv1` ``, or the sizes of an input: `227 x 227`. */
  readonly text: string;
  readonly of: 'layer' | 'input';
  /** Lower for smaller changes, and for values that are written rather than left out. */
  readonly cost: number;
  /** The edit of the text, if the value is written. */
  readonly edit: Edit | undefined;
  /** The same for all candidates that change the same thing. */
  readonly changes: string;
}

/** A value of an attribute, and how unlikely it is that it was intended. */
interface Choice {
  readonly attribute: string;
  readonly value: unknown;
  readonly cost: number;
}

/** The candidates of one layer: other padding, stride, extra cells or channels. `ratio` is the wanted size over the inferred one. */
export function candidatesOf(places: Places, node: Node, ratio: number): readonly Candidate[] {
  const window = windowOfNode(node);
  const choices = [...(window ? windowChoices(node, window) : []), ...channelChoices(node, ratio)];
  return choices.flatMap((choice) => candidate(places, node, choice) ?? []);
}

function windowChoices(node: Node, window: Window): readonly Choice[] {
  const values: Readonly<Record<string, unknown>> = node.attributes ?? {};
  const everywhere = (cells: number): readonly number[] => window.kernel.map(() => cells);
  const more = Array.from({ length: Math.max(...window.stride) - 1 }, (_, cells) => cells + 1);
  return [
    ...(lacksMean(node) ? [] : paddingChoices(window)),
    ...more.map((cells) => ({ attribute: 'output_padding', value: everywhere(cells), cost: 0.9 + cells / 100 })),
    { attribute: 'ceil_mode', value: values.ceil_mode !== true, cost: 1.3 },
    ...[1, 2, 3, 4].map((cells) => ({ attribute: 'stride', value: everywhere(cells), cost: 2 + cells / 100 })),
  ].filter(
    ({ attribute, value }) => attribute in values && JSON.stringify(values[attribute]) !== JSON.stringify(value),
  );
}

/**
 * Words and cells. Padding that already keeps the size is probably right; half the kernel is the usual number of cells with stride
 * one; and otherwise few cells are more likely than many.
 */
function paddingChoices({ kernel, stride, dilation, padding }: Window): readonly Choice[] {
  const reaches = extents({ kernel, dilation });
  const half = Math.floor(Math.max(...reaches) / 2);
  const inCells = typeof padding !== 'string';
  const keeps = inCells ? padding.every((pad, axis) => 2 * Math.max(...pad) + 1 === reaches[axis]) : padding === 'same';
  const cost = 1 + (keeps ? 0.4 : 0);
  const words = ['same', 'valid'].map(
    (value): Choice => ({ attribute: 'padding', value, cost: cost + (inCells ? 0.2 : 0) }),
  );
  const most = Math.min(Math.max(...reaches) - 1, MOST_CELLS);
  const cells = Array.from({ length: most + 1 }, (_, count): Choice => {
    const unusual = Math.max(...stride) === 1 && count !== half ? 0.2 : 0;
    const value = kernel.map((): Pad => [count, count]);
    return { attribute: 'padding', value, cost: cost + (inCells ? 0 : 0.1) + unusual + count / 100 };
  });
  return [...words, ...cells];
}

/** Cells of padding that are tried. */
const MOST_CELLS = 5;

/** Whether an average pool would need `count_include_pad` after adding padding. */
function lacksMean({ kind, attributes }: Node): boolean {
  const { count_include_pad } = attributes as { readonly count_include_pad?: boolean };
  return layerOf(kind).traits.window?.use === 'mean_pool' && count_include_pad === undefined;
}

function channelChoices({ kind, attributes }: Node, ratio: number): readonly Choice[] {
  const { channels } = layerOf(kind).traits;
  const values: Readonly<Record<string, unknown>> = attributes ?? {};
  const current = channels && values[channels];
  if (!channels || typeof current !== 'number') return [];
  const value = Math.round(current * ratio);
  return value > 0 && value !== current && value === current * ratio ? [{ attribute: channels, value, cost: 1.5 }] : [];
}

function candidate(places: Places, node: Node, { attribute, value, cost }: Choice): Candidate | undefined {
  const field = fieldsOf(node.kind)[attribute];
  const written = field?.write(value);
  if (!field || findMismatch(field.schema, written) !== undefined) return undefined;
  const place = places.of(node, attribute);
  if (!place || (place.named && typeof written === 'object')) return undefined;
  const text = Array.isArray(written) ? `[${written.join(', ')}]` : String(written);
  return {
    attributes: new Map(place.nodes.map((id) => [id, { [attribute]: value }])),
    inputs: new Map(),
    text: `\`${place.key}: ${text}\` ${place.where}`,
    of: 'layer',
    cost: cost - (place.span ? 0.3 : 0),
    edit: place.span && { span: place.span, newText: text },
    changes: `${place.key} ${place.where}`,
  };
}

/** Other sizes of an input, larger and smaller by the same number of cells along each spatial axis. */
export function inputCandidates({ inputs }: Graph, id: ValueId, most: number): readonly Candidate[] {
  const input = inputs[id];
  if (!input || input.shape.length < 2) return [];
  const channels = entry(input.shape, input.shape.length - 1);
  const places = input.shape.slice(0, -1);
  return Array.from({ length: most }, (_, index) => index + 1)
    .flatMap((cells) => [-cells, cells])
    .flatMap((cells): readonly Candidate[] => {
      const sizes = places.map((size) => size + cells);
      if (sizes.some((size) => size < 1)) return [];
      const name = inputs.length > 1 ? ` for \`${input.name}\`` : '';
      return [
        {
          attributes: new Map(),
          inputs: new Map([[id, [...sizes, channels]]]),
          text: `${sizes.join(' x ')}${name}`,
          of: 'input',
          cost: 1.6 + Math.abs(cells) / Math.max(...places),
          edit: undefined,
          changes: cells < 0 ? 'a smaller input' : 'a larger input',
        },
      ];
    });
}
