import type { InputNode } from '../../graph/graph';
import { hasPlaces } from '../channels-first/layout';
import { type Code, flatten, line, type Text, usesOf } from '../source/code';
import { torch } from './calls';
import { channelsFirst } from './layout';

/** The function that converts bytes to the model's input; they are always scaled to 0..1, as in training. */
export function preprocessCode(
  { name, shape, axes, preprocess }: InputNode,
  identifier: string,
  single: boolean,
): Text {
  const mean = perChannel(preprocess?.mean ?? [0], shape);
  const deviation = perChannel(preprocess?.std ?? [1], shape);
  const what = hasPlaces(shape) ? `Bytes [batch, ${axes.join(', ')}]` : 'Bytes from 0 to 255';
  const scaled = `${flatten(channelsFirst('values', shape))} / 255`;
  const steps = [
    ...(mean === '0' ? [] : [line`scaled - ${mean}`]),
    ...(deviation === '1' ? [] : [line`scaled / ${deviation}`]),
  ];
  const values: readonly Code[] = [scaled, ...steps];
  const lines = values.map((value, index) => {
    return `    ${index === values.length - 1 ? 'return ' : 'scaled = '}${flatten(value)}`;
  });
  const text = [
    `def ${identifier}(values: Tensor) -> Tensor:`,
    `    """${what} as the model takes ${single ? 'them' : `\`${name}\``}."""`,
    ...lines,
  ].join('\n');
  return { text, uses: values.flatMap((value) => [...usesOf(value)]) };
}

/** One number if all channels are equal, otherwise a tensor along the channels. */
function perChannel(values: readonly number[], shape: readonly number[]): Code {
  if (values.every((value) => value === values[0])) return `${values[0]}`;
  const list = torch('tensor', [`[${values.join(', ')}]`]);
  return hasPlaces(shape) ? line`${list}[:${', None'.repeat(shape.length - 1)}]` : list;
}
