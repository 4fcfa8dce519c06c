import type { InputNode } from '../../../graph/graph';
import { layOut } from '../../source/code';
import { LINE_WIDTH } from '../frame';
import { literal } from '../literal';

/** The function that turns pixels into model inputs; like training, it always scales them to 0..1 first. */
export function preprocessCode({ preprocess }: InputNode, name = 'preprocess'): string {
  const mean = perChannel(preprocess?.mean ?? [0]);
  const deviation = perChannel(preprocess?.std ?? [1]);
  const steps = [
    '.toFloat().div(255)',
    ...(mean === '0' ? [] : [`.sub(${mean})`]),
    ...(deviation === '1' ? [] : [`.div(${deviation})`]),
  ];
  return `
/** Converts pixels from 0..255 to inputs of the model: ${describe(mean, deviation)}. */
export function ${name}(pixels: tf.Tensor): tf.Tensor {
  return tf.tidy(() => pixels${steps.join('')});
}`;
}

/** One number if all channels have the same. */
function perChannel(values: readonly number[]): string {
  return values.every((value) => value === values[0]) ? `${values[0]}` : `[${values.join(', ')}]`;
}

function describe(mean: string, deviation: string): string {
  const steps = [
    'scaled to 0..1',
    ...(mean === '0' ? [] : ['minus the mean']),
    ...(deviation === '1' ? [] : ['divided by the standard deviation']),
  ];
  return steps.join(', ');
}

/** The table of several inputs: their shapes and preprocessing functions by name. */
export function inputsCode(inputs: readonly InputNode[], functions: readonly string[]): string {
  const items = inputs.map(
    ({ name, shape }, index) => `${literal(name)}: { shape: [${shape.join(', ')}], preprocess: ${functions[index]} }`,
  );
  return `\n/** The inputs of the model, in order. */\n${layOut({ open: 'const INPUTS = {', items, close: '};', broken: true }, LINE_WIDTH)}`;
}
