import { nn } from '../../src/backends/pytorch/calls';
import { flatten } from '../../src/backends/source/code';
import { type Kind, kinds } from '../../src/schema/kinds';
import { netOf, pathsOf } from './neighbours';
import { differing, type LayerCase, layerCase, layerClass } from './pytorch-layer';

// A layer as PyTorch's function in `forward`, and as modules in `nn.Sequential`, must be the same.

/** How often attributes are drawn for each kind. */
const DRAWS = 8;

/** Layers of a kind with drawn attributes; without those that take several values, which no `nn.Sequential` has. */
function casesOf(kind: Kind): readonly LayerCase[] {
  return Array.from({ length: DRAWS }, (_, seed) => pathsOf([kind], seed)).flatMap((paths, seed) =>
    paths
      .filter(({ items, bias }) => bias && items.at(-1)?.from.length === 1)
      .map((one) => layerCase(`${one.name}_${seed}`, netOf([one]))),
  );
}

/** Python that compares both ways. */
function written({ name, code, shape }: LayerCase): string {
  const { module, modules = [] } = code;
  const chain = `nn.Sequential(${modules.map(flatten).join(', ')})`;
  const place = module === undefined ? 'None' : `chain[${modules.indexOf(module)}]`;
  return `${layerClass('Layer', code)}
chain = ${chain}
compare("${name}", Layer(), chain, ${place}, (${shape.join(', ')},))`;
}

const all = kinds.flatMap((kind) => casesOf(kind)).filter(({ code }) => code.modules !== undefined);

test('the modules of every kind compute what its function does, and their gradients', () => {
  expect(all.length).toBeGreaterThan(DRAWS * (kinds.length / 2));
  expect(differing(all.map(written))).toEqual([]);
});

test('a module that does something else is found', () => {
  const wrong = all.filter(({ name }) => name.includes('_elu_'));
  expect(wrong.length).toBeGreaterThan(0);
  const changed = wrong.map((one) => ({ ...one, code: { ...one.code, modules: [nn('Tanh', [])] } }));
  expect(differing(changed.map(written))).toEqual(wrong.map(({ name }) => name));
});
