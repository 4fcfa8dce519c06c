import { compile } from '../../src/compiler/compile';
import { spatialAxisNames } from '../../src/dimensions/axis';
import type { SmallestInput } from '../../src/summary/minimum-input';
import { isValid } from '../../src/summary/valid-sizes';
import type { Spec } from '../targets/random-spec';

/** Sizes up to this multiple of the smallest are tried. */
const MULTIPLE = 4;

/** Claims about sizes that are not what the compiler says about them, with the other axes at their smallest. */
export function falseClaims(spec: Spec, found: SmallestInput): readonly string[] {
  const smallest = Object.fromEntries(
    spatialAxisNames.flatMap((axis) => (found[axis] ? [[axis, found[axis].smallest]] : [])),
  );
  return spatialAxisNames.flatMap((axis) => {
    const along = found[axis];
    if (!along) return [];
    const sizes = Array.from({ length: MULTIPLE * along.smallest }, (_, index) => index + 1);
    return sizes.flatMap((size) => {
      const claim = size < along.smallest ? false : isValid(along.valid, size);
      const fits = compile(JSON.stringify({ ...spec, ...resized(spec, { ...smallest, [axis]: size }) })).ok;
      return claim === undefined || claim === fits ? [] : [`${axis} ${size}: ${claim}`];
    });
  });
}

type Sizes = Readonly<Record<string, number>>;

/** All inputs of a spec with other sizes along the axes that they have. */
function resized({ input, inputs }: Spec, sizes: Sizes): object {
  const resize = (one: unknown): object =>
    Object.fromEntries(Object.entries(one as Sizes).map(([key, size]) => [key, sizes[key] ?? size]));
  if (input) return { input: resize(input) };
  return { inputs: Object.fromEntries(Object.entries(inputs as object).map(([name, one]) => [name, resize(one)])) };
}
