import { positionOf } from '../../../dimensions/axis';
import { builtIn, type LayerCode, type Lowered, type Row } from '../layer-code';

const identity: Lowered = { layer: undefined };

/** The joins of tfjs need at least two values. */
export const concat: Row<'concat'> = ({ attributes: { axis }, inputs }) => {
  if (inputs.length === 1) return identity;
  const at = axis === 'channels' ? undefined : `${positionOf(axis, inputs[0]?.length ?? 0) + 1}`;
  return { layer: builtIn('concatenate', { axis: at }) };
};

export const add: Row<'add'> = ({ inputs }) => joined(inputs, builtIn('add'), 'add');
export const multiply: Row<'multiply'> = ({ inputs }) => joined(inputs, builtIn('multiply'), 'mul');
export const maximum: Row<'maximum'> = ({ inputs }) => joined(inputs, builtIn('maximum'), 'maximum');
export const subtract: Row<'subtract'> = () => ({ layer: combination('sub') });

/** The join of tfjs for values of the same shape. */
function joined(inputs: readonly (readonly number[])[], alike: LayerCode, operation: string): Lowered {
  if (inputs.length === 1) return identity;
  const same = inputs.every((shape) => String(shape) === String(inputs[0]));
  return { layer: same ? alike : combination(operation) };
}

function combination(operation: string): LayerCode {
  return { make: 'new Combination', part: 'Combination', options: { operation: `'${operation}'` } };
}
