import type { Span } from '../../diagnostics/source';
import { axesOf, channelsOf, shownValue } from '../../dimensions/dimension';
import type { Expression } from '../../expression/ast';
import { UNKNOWN_ID, type ValueId } from '../../graph/graph';
import { type BranchItem, type LayerItem, plainItem } from '../ast';
import { readSplitSettings } from '../read/settings';
import { entryOf, type MapTree, type ScalarTree } from '../yaml/tree';
import { expandLayer } from './expand-layer';
import type { Place } from './expansion';
import { settledSymbols } from './settled-symbols';
import { withSizesAt } from './sizes';

/** The part of an axis that one path of a split takes. */
export interface Share {
  readonly axis: string;
  readonly start: number;
  readonly end: number;
}

/** The shares of all paths. */
export interface Shares {
  readonly shares: readonly Share[];
  /** The expressions of their sizes, by their index; undefined if all get the same number. */
  readonly symbols: ReadonlyMap<number, Expression> | undefined;
}

/** The name of the layer that takes a path's share. */
const SHARE = 'share';

/** The share of each path of a `split`, in order; undefined if they were reported or are not yet known. */
export function sharesOf({ split, word, paths }: BranchItem, input: ValueId, place: Place): Shares | undefined {
  const { uses, expansion, task } = place;
  const { report } = task;
  if (!split) return undefined;
  const names = withSizesAt([input], place);
  const section = readSplitSettings(split, { report, titleSpan: word.span, names, uses });
  const values = section?.values;
  const shape = expansion.shapeOf(input);
  if (!values || !shape) return undefined;
  const axis = values.axis === 'channels' ? channelsOf(shape).axis : values.axis;
  const size = shape.find((one) => one.axis === axis)?.value;
  if (size === undefined) {
    const span = entryOf(split, 'axis')?.value.span ?? word.span;
    report.add('shape/no-axis', span, { axis, found: shownValue(shape), axes: axesOf(shape) }, { uses });
    return undefined;
  }
  if (!values.sizes && size % paths.length > 0) {
    report.add('shape/split', word.span, { axis, size, paths: paths.length, sizes: undefined }, { uses });
    return undefined;
  }
  const sizes = values.sizes ?? paths.map(() => size / paths.length);
  const total = sizes.reduce((sum, one) => sum + one, 0);
  if (sizes.length !== paths.length || total !== size) {
    const span = entryOf(split, 'sizes')?.value.span ?? word.span;
    report.add('shape/split', span, { axis, size, paths: paths.length, sizes }, { uses });
    return undefined;
  }
  const shares = sizes.map((count, index) => {
    const start = sizes.slice(0, index).reduce((sum, one) => sum + one, 0);
    return { axis: values.axis, start, end: start + count };
  });
  return { shares, symbols: values.sizes && symbolsOf(section, place) };
}

/** By the index of the path. */
function symbolsOf(
  { symbols }: { readonly symbols: ReadonlyMap<string, Expression> },
  place: Place,
): Shares['symbols'] {
  const own = settledSymbols(symbols, place.parameters, place.task.spec.lets);
  const indexed = [...own].map(([key, expression]): [number, Expression] => [Number(key.split('/')[1]), expression]);
  return new Map(indexed.filter(([index]) => Number.isInteger(index)));
}

/** The value that enters a path of a split: a `slice` of what enters the split, declared in the scope of the path. */
export function expandShare({ word }: BranchItem, share: Share | undefined, input: ValueId, place: Place): ValueId {
  if (!share) return UNKNOWN_ID;
  const { scope, uses, task } = place;
  const item: LayerItem = {
    type: 'layer',
    kind: 'slice',
    attributes: attributesOf(share, word.span),
    word,
    ...plainItem,
  };
  const ready = {
    item,
    self: SHARE,
    paths: [],
    nameSpan: undefined,
    nameUnknown: false,
    leftOut: false,
    undecided: false,
  };
  scope.declare([ready], task.report, uses);
  const value = expandLayer(item, { self: SHARE, named: false }, { value: input, paths: undefined }, place);
  scope.settle(SHARE, value);
  return value;
}

function attributesOf(share: Share, span: Span): MapTree {
  const entries = Object.entries(share).map(([key, value]) => {
    const tree: ScalarTree = { type: 'scalar', value, written: String(value), span };
    return { key, keySpan: span, value: tree };
  });
  return { type: 'map', entries, span };
}
