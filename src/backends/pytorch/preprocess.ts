import type { InputNode } from '../../graph/graph';
import { hasPlaces } from '../channels-first/layout';
import { flatten } from '../source/code';
import { channelsFirst } from './layout';

/** The function that turns bytes into what the model was made for; they are scaled to 0..1 always, as training does it. */
export function preprocessCode(
  { name, shape, axes, preprocess }: InputNode,
  identifier: string,
  single: boolean,
): string {
  const mean = perChannel(preprocess?.mean ?? [0], shape);
  const deviation = perChannel(preprocess?.std ?? [1], shape);
  const what = hasPlaces(shape) ? `Bytes [batch, ${axes.join(', ')}]` : 'Bytes from 0 to 255';
  const scaled = `${flatten(channelsFirst('values', shape))} / 255`;
  const steps = [
    ...(mean === '0' ? [] : [`    scaled = scaled - ${mean}`]),
    ...(deviation === '1' ? [] : [`    scaled = scaled / ${deviation}`]),
  ];
  const plain = steps.length === 0;
  return [
    `def ${identifier}(values: Tensor) -> Tensor:`,
    `    """${what} as the model takes ${single ? 'them' : `\`${name}\``}."""`,
    ...(plain
      ? [`    return ${scaled}`]
      : [`    scaled = ${scaled}`, ...steps.slice(0, -1), `    return ${steps.at(-1)?.slice('    scaled = '.length)}`]),
  ].join('\n');
}

/** One number where all channels have the same, else a tensor along the channels. */
function perChannel(values: readonly number[], shape: readonly number[]): string {
  if (values.every((value) => value === values[0])) return `${values[0]}`;
  const list = `torch.tensor([${values.join(', ')}])`;
  return hasPlaces(shape) ? `${list}[:${', None'.repeat(shape.length - 1)}]` : list;
}
