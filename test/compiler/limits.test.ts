import { compile } from '../../src/compiler/compile';
import { helpOf } from '../../src/diagnostics/wording';
import { type Limits, largestLimits, standardLimits } from '../../src/schema/limits';

const HEAD = 'modelc: 1\ninput: { features: 4 }\n';

/** For each limit: a spec that passes with the second value, and breaks the first with the code. */
const cases: { readonly [K in keyof Limits]: readonly [text: string, less: number, enough: number, code: string] } = {
  bytes: [`${HEAD}layers: [relu]\n`, 40, 60, 'yaml/too-big'],
  words: [`${HEAD}layers: [relu, relu, relu]\n`, 10, 40, 'yaml/too-many-values'],
  depth: [`${HEAD}layers: [{ branch: { a: [relu], b: [] } }, add]\n`, 3, 10, 'yaml/too-deep'],
  aliases: [`${HEAD}layers: [&a relu, *a, *a, *a]\n`, 2, 3, 'yaml/too-many-aliases'],
  layers: [`${HEAD}layers: [{ repeat: { times: 9, layers: [relu] } }]\n`, 17, 18, 'graph/too-many-nodes'],
  values: [`${HEAD}layers: [{ dense: { units: 50 } }]\n`, 49, 50, 'shape/too-many-values'],
  parameters: [`${HEAD}layers: [{ dense: { units: 50 } }]\n`, 249, 250, 'shape/too-many-parameters'],
};

test.each(Object.entries(cases))('%s is bounded, and the bound can be moved', (name, [text, less, enough, code]) => {
  const codes = (limit: number) =>
    compile(text, 'spec.yaml', { limits: { [name]: limit } }).diagnostics.flatMap(({ code, severity }) =>
      severity === 'error' ? [code] : [],
    );
  expect(codes(less)).toEqual([code]);
  expect(codes(enough)).toEqual([]);
  expect(compile(text).ok).toBe(true);
});

test.each(Object.keys(cases) as (keyof Limits)[])('the error of %s says how to raise it', (name) => {
  const [text, less] = cases[name];
  const [error] = compile(text, 'spec.yaml', { limits: { [name]: less } }).diagnostics;
  expect(error && helpOf(error)).toContain(`\`--limit ${name}=${2 * less}\` allows more`);
  expect(2 * standardLimits[name]).toBeLessThanOrEqual(largestLimits[name]);
});

test('reads a text nested as deep as the limit allows', () => {
  const deep = largestLimits.depth - 3;
  const { diagnostics } = compile(`${HEAD}layers: ${'['.repeat(deep)}${']'.repeat(deep)}\n`, 'spec.yaml', {
    limits: { depth: largestLimits.depth },
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(['schema/shape-of']);
});
