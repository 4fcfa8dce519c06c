import type { InputNode } from '../../../graph/graph';
import { layOut } from '../../source/code';
import { LINE_WIDTH } from '../frame';
import { literal } from '../literal';

/** The function that turns pixels into what the model was made for; they are scaled to 0..1 always, as training does it. */
export function preprocessCode({ preprocess }: InputNode, name = 'preprocess'): string {
  const mean = perChannel(preprocess?.mean ?? [0]);
  const deviation = perChannel(preprocess?.std ?? [1]);
  const steps = [
    '.toFloat().div(255)',
    ...(mean === '0' ? [] : [`.sub(${mean})`]),
    ...(deviation === '1' ? [] : [`.div(${deviation})`]),
  ];
  return `
/** Pixels from 0 to 255 as the model takes them: ${describe(mean, deviation)}. */
export function ${name}(pixels: tf.Tensor): tf.Tensor {
  return tf.tidy(() => pixels${steps.join('')});
}`;
}

/** One number where all channels have the same. */
function perChannel(values: readonly number[]): string {
  return values.every((value) => value === values[0]) ? `${values[0]}` : `[${values.join(', ')}]`;
}

function describe(mean: string, deviation: string): string {
  if (mean === '0' && deviation === '1') return 'from 0 to 1';
  return `from 0 to 1, ${mean === '0' ? '' : 'less the mean, '}${deviation === '1' ? '' : 'over the standard deviation'}`.replace(
    /, $/,
    '',
  );
}

/** The same for several inputs, with their shapes by name. */
export function inputsCode(inputs: readonly InputNode[], functions: readonly string[]): string {
  const items = inputs.map(
    ({ name, shape }, index) => `${literal(name)}: { shape: [${shape.join(', ')}], preprocess: ${functions[index]} }`,
  );
  return `\n/** What the model takes, in order. */\n${layOut({ open: 'const INPUTS = {', items, close: '};', broken: true }, LINE_WIDTH)}`;
}
