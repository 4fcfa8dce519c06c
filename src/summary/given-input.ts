import type { Compilation, Resized } from '../compiler/compile';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { both } from '../diagnostics/messages/words';
import { nearest } from '../diagnostics/nearest';
import type { Problem } from '../diagnostics/problem';
import type { Graph, InputNode, ValueId } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import type { GivenInput } from './read-input';

/**
 * A compiled spec for inputs of the given sizes, with the errors that these cause. Expectations and the data set refer to the sizes
 * as written and are not checked.
 */
export function withGivenInputs(
  graph: TypedGraph,
  given: readonly GivenInput[],
  resize: NonNullable<Compilation['resize']>,
): Resized | Problem {
  const shapes = new Map<ValueId, readonly number[]>();
  for (const one of given) {
    const id = one.name === undefined ? 0 : graph.inputs.findIndex(({ name }) => name === one.name);
    const misfit = refuse(one, graph.inputs[id], graph);
    if (misfit) return misfit;
    shapes.set(id, completed(one.sizes, graph.inputs[id]?.shape ?? []));
  }
  return resize(shapes);
}

/** Codes that do not apply to other sizes: they are found again, or are about the sizes as written. */
export function isAboutSizes({ code }: Pick<Diagnostic, 'code'>): boolean {
  return code.startsWith('shape/') || code.startsWith('expect/') || code.startsWith('train/');
}

/** Sizes without channels keep the channels. */
function completed(sizes: readonly number[], shape: readonly number[]): readonly number[] {
  return shape.length > 1 && sizes.length === shape.length - 1 ? [...sizes, ...shape.slice(-1)] : sizes;
}

function refuse({ name, sizes }: GivenInput, input: InputNode | undefined, { inputs }: Graph): Problem | undefined {
  const names = inputs.map((one) => one.name);
  if (name === undefined && inputs.length > 1) {
    const help = `name one, such as \`--input ${names[0]}=${sizes.join('x')}\``;
    return { message: `the spec has ${inputs.length} inputs: ${names.join(', ')}`, help };
  }
  if (!input) {
    const guess = nearest(name ?? '', names);
    const help = guess === undefined ? `its inputs are ${names.join(', ')}` : `write \`${guess}=${sizes.join('x')}\``;
    return { message: `the spec has no input named \`${name}\``, help };
  }
  if (input.shape.length === 0 || input.shape.length === completed(sizes, input.shape).length) return undefined;
  const help = `give ${formOf(input)}`;
  return {
    message: `\`${sizes.join('x')}\` does not fit input \`${input.name}\`, which is ${input.shape.join(' x ')}`,
    help,
  };
}

/** What to pass for an input, with an example unless it is a vector. */
function formOf({ axes }: InputNode): string {
  const spatial = axes.slice(0, -1);
  if (spatial.length === 0) return 'one number';
  return `${both(spatial)}, such as \`${spatial.map(() => 150).join('x')}\``;
}
