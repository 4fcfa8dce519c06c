import { compile } from '../../src/compiler/compile';
import type { Form } from '../../src/dimensions/axis';
import type { TypedGraph } from '../../src/graph/typed-graph';
import { type Kind, layerOf } from '../../src/schema/kinds';
import { Random } from '../targets/random';
import { samplers } from '../targets/samplers';

const shapes: Readonly<Record<Form, Readonly<Record<string, number>>>> = {
  vector: { features: 6 },
  sequence: { length: 9, channels: 4 },
  image: { height: 9, width: 7, channels: 4 },
  volume: { depth: 3, height: 3, width: 3, channels: 2 },
};

/** Nets of one layer of a kind with random attributes: those of `count` that the compiler accepts. */
export function netsOf(kind: Kind, count: number): TypedGraph[] {
  const { takes, join } = layerOf(kind);
  const [form = 'image'] = takes === 'any' ? [] : takes;
  const sizes = Object.values(shapes[form]);
  return Array.from({ length: count }, (_, seed) => new Random(seed)).flatMap((random) => {
    const layer = { [kind]: samplers[kind](random, sizes) };
    const layers = join ? [{ branch: { one: [{ relu: {} }], two: [] } }, layer] : [layer];
    const { ok, graph } = compile(JSON.stringify({ modelc: 1, name: 'one', input: shapes[form], layers }));
    return ok && graph ? [graph] : [];
  });
}
