import type { InputNode } from '../../graph/graph';
import { hasPlaces } from '../channels-first/layout';
import { INDENT, layOut } from '../python/code';
import { literal } from '../python/literal';
import { type Code, flatten, type Text, usesOf, wrap } from '../source/code';
import { torch } from './calls';
import { channelsFirst } from './layout';

/** The function that converts bytes to the model's input; they are always scaled to 0..1, as in training. */
export function preprocessCode(
  { name, shape, axes, preprocess }: InputNode,
  identifier: string,
  single: boolean,
): Text {
  const mean = perChannel(preprocess?.mean ?? [0]);
  const deviation = perChannel(preprocess?.std ?? [1]);
  const what = hasPlaces(shape) ? `Bytes [batch, ${axes.join(', ')}]` : 'Bytes from 0 to 255';
  const tensors = Object.entries({ mean, std: deviation }).flatMap(([name, code]) =>
    typeof code === 'string' ? [] : [layOut(wrap(`${name} = `, code), INDENT)],
  );
  const [shift, factor] = [typeof mean === 'string' ? mean : 'mean', typeof deviation === 'string' ? deviation : 'std'];
  const shifted = shift === '0' ? 'values / 255' : `values / 255 - ${shift}`;
  const scaled = factor === '1' ? shifted : `${shift === '0' ? shifted : `(${shifted})`} / ${factor}`;
  const lines =
    shift === '0' && factor === '1'
      ? [`return ${flatten(channelsFirst('values', shape))} / 255`]
      : hasPlaces(shape)
        ? [`values = ${scaled}`, `return ${flatten(channelsFirst('values', shape))}`]
        : [`return ${scaled}`];
  const text = [
    `def ${identifier}(values: Tensor) -> Tensor:`,
    `${INDENT}"""${what} as the model takes ${single ? 'them' : `\`${name}\``}."""`,
    ...tensors,
    ...lines.map((each) => `${INDENT}${each}`),
  ].join('\n');
  return { text, uses: [mean, deviation].flatMap((code) => [...usesOf(code)]) };
}

/** One number if all channels are equal, otherwise a tensor where the values are, with the channels last. */
function perChannel(values: readonly number[]): Code {
  if (values.every((value) => value === values[0])) return literal(values[0] ?? 0);
  return torch('tensor', [`[${values.map(literal).join(', ')}]`], { device: 'values.device' });
}
