import type { Values } from '../job';
import { attribute, input, numbersOf, type OnnxCase } from './onnx-case';
import { reshaped } from './tensors';
import { asSample, axisName, layer, ofFirst, overPlaces, type Writing } from './written';

export function concat(one: OnnxCase): Writing {
  const axis = axisName(attribute(one, 'axis', 0), input(one, 0).shape.length);
  return asSample(one, [{ concat: { axis }, from: one.inputs.map((_, index) => `in${index}`) }]);
}

/** Another shape of one sample; more than four axes have no names, and need none here. */
export function reshape(one: OnnxCase): Writing {
  return ofFirst(one, [{ reshape: { shape: one.outputs[0]?.shape } }]);
}

/** Before the axis, sizes become the rows: none of them if it is the first, the batch if it is the second. */
export function flatten(one: OnnxCase): Writing {
  const { shape } = input(one, 0);
  const axis = attribute(one, 'axis', 1);
  const first = axis < 0 ? axis + shape.length : axis;
  if (first > 1) return reshape(one);
  const written = ofFirst(one, [{ flatten: {} }]);
  if (first === 0) return { ...written, read: ({ outputs }) => outputs };
  return { ...written, inputs: { input: input(one, 0) }, read: ({ outputs }) => outputs };
}

export function transpose(one: OnnxCase): Writing {
  const rank = input(one, 0).shape.length;
  const perm = attribute(
    one,
    'perm',
    Array.from({ length: rank }, (_, axis) => rank - 1 - axis),
  );
  return ofFirst(one, [{ permute: { axes: perm.map((axis) => axisName(axis, rank)) } }]);
}

/** One layer for each axis that is cut. ONNX limits positions past the end of an axis to the end. */
export function slice(one: OnnxCase): Writing {
  const { shape } = input(one, 0);
  const [starts = [], ends = []] = [numbersOf(one, 1), numbersOf(one, 2)];
  const axes = numbersOf(one, 3) ?? starts.map((_, axis) => axis);
  if (numbersOf(one, 4)?.some((step) => step !== 1)) return 'steps of a slice';
  const layers = axes.map((axis, index) => {
    const size = shape.at(axis) as number;
    const [start, end] = [starts[index], ends[index]].map((at) => Math.min(at as number, size));
    return { slice: { axis: axisName(axis, shape.length), start, end } };
  });
  return ofFirst(one, layers);
}

/** A side path for each part, which is an output. */
export function split(one: OnnxCase): Writing {
  const { shape } = input(one, 0);
  const axis = axisName(attribute(one, 'axis', 0), shape.length);
  const sizes = one.outputs.map((part) => part.shape.at(attribute(one, 'axis', 0)) as number);
  const layers = sizes.map((size, index) => {
    const start = sizes.slice(0, index).reduce((sum, before) => sum + before, 0);
    return { slice: { axis, start, end: start + size }, from: 'input', output: { name: `part${index}` } };
  });
  return ofFirst(one, layers);
}

export function pad(one: OnnxCase): Writing {
  const { shape } = input(one, 0);
  const mode = attribute(one, 'mode', 'constant');
  const word = new Map([
    ['reflect', 'reflect'],
    ['edge', 'replicate'],
    ['wrap', 'circular'],
  ]).get(mode);
  if (!word && (numbersOf(one, 2)?.[0] ?? 0) !== 0) return 'padding by a number other than 0';
  const pads = numbersOf(one, 1) ?? [];
  const axes = (numbersOf(one, 3) ?? shape.map((_, axis) => axis)).map((axis) =>
    axis < 0 ? axis + shape.length : axis,
  );
  const along = (axis: number): number[] => {
    const index = axes.indexOf(axis);
    return index < 0 ? [0, 0] : [pads[index] as number, pads[index + axes.length] as number];
  };
  const padding = [...along(2), ...along(3)];
  return overPlaces(one, [word ? layer('pad2d', { padding, mode: word }) : layer('zero_pad2d', { padding })]);
}

/** By whole factors, most of ONNX's rules for the nearest cell agree, and with whole sizes scales are ratios of sizes. */
export function resize(one: OnnxCase): Writing {
  const mode = attribute(one, 'mode', 'nearest');
  const coordinates = attribute(one, 'coordinate_transformation_mode', 'half_pixel');
  const corners = coordinates === 'align_corners';
  if (attribute(one, 'antialias', 0) === 1) return 'smoothing before an image is made smaller';
  if (attribute(one, 'exclude_outside', 0) === 1) return 'weights without the cells past the edge';
  if (coordinates !== 'half_pixel' && !(corners && mode !== 'nearest')) return `positions by ${coordinates}`;
  const { shape } = input(one, 0);
  const wanted = one.outputs[0]?.shape ?? [];
  const ratios = wanted.map((size, axis) => size / (shape[axis] as number));
  if (mode !== 'nearest') {
    const scales = numbersOf(one, 2) ?? [];
    const [, , ...own] = ratios;
    if (!scales.slice(-2).every((scale, index) => scale === own[index])) return 'scales that are no ratios of sizes';
    const interpolation = mode === 'linear' ? 'bilinear' : 'bicubic';
    return overPlaces(one, [layer('resize2d', { size: wanted.slice(2), interpolation, align_corners: corners })]);
  }
  if (attribute(one, 'nearest_mode', 'round_prefer_floor') !== 'round_prefer_floor') return 'another nearest cell';
  if (!ratios.every(Number.isInteger)) return 'the nearest cells for a size that is no multiple';
  return overPlaces(one, [layer('upsample2d', { factor: ratios.slice(2) })]);
}

export const blocks =
  (kind: string) =>
  (one: OnnxCase): Writing => {
    const order = attribute(one, 'mode', 'DCR').toLowerCase();
    return overPlaces(one, [layer(kind, { block: attribute(one, 'blocksize', 1), order })]);
  };

/** One layer for each axis, which keep it with size 1; without `keepdims`, ONNX drops it. */
export const reduce =
  (layersOf: (axis: string, size: number) => readonly object[]) =>
  (one: OnnxCase): Writing => {
    const { shape } = input(one, 0);
    const rank = shape.length;
    const given = numbersOf(one, 1) ?? [];
    if (given.length === 0 && attribute(one, 'noop_with_empty_axes', 0) === 1) return 'a reduction of no axis';
    const axes = given.length === 0 ? shape.map((_, axis) => axis) : given;
    const layers = axes.flatMap((axis) => layersOf(axisName(axis, rank), shape.at(axis) as number));
    return {
      ...ofFirst(one, layers),
      read: ({ outputs }) => outputs.map((output: Values) => reshaped(output, one.outputs[0]?.shape ?? [])),
    };
  };
