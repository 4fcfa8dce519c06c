import { compile } from '../../src/compiler/compile';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import { helpOf } from '../../src/diagnostics/wording';
import type { Form } from '../../src/dimensions/axis';
import { type Kind, kinds, layerOf } from '../../src/schema/kinds';
import { Random } from '../targets/random';
import { samplers } from '../targets/samplers';

const inputs: Readonly<Record<Form, unknown>> = {
  vector: { features: 6 },
  sequence: { length: 9, channels: 4 },
  image: { height: 9, width: 9, channels: 4 },
  volume: { shape: [9, 9, 9, 4] },
};

const random = new Random(1);

function layerOfKind(kind: Kind): Readonly<Record<string, unknown>> {
  return { [kind]: samplers[kind](random, [9, 9, 4]) };
}

function misfits(form: Form, layers: readonly unknown[]): readonly Diagnostic[] {
  const { diagnostics } = compile(JSON.stringify({ modelc: 1, input: inputs[form], layers }));
  return diagnostics.filter(({ code }) => code === 'shape/takes');
}

const cases = kinds.flatMap((kind) => {
  const { takes, join } = layerOf(kind);
  if (takes === 'any' || join) return [];
  return (Object.keys(inputs) as Form[]).filter((form) => !takes.includes(form)).map((form) => [kind, form] as const);
});

test('there are kinds that do not take every value', () => expect(cases.length).toBeGreaterThan(20));

test.each(cases)('what the error about `%s` of a %s says leads to no other error of its kind', (kind, form) => {
  const [misfit, ...others] = misfits(form, [layerOfKind(kind)]);
  expect(others).toEqual([]);
  const help = misfit && helpOf(misfit);
  expect(help).toBeDefined();
  const named = [...(help ?? '').matchAll(/`(?:- )?(\w+)`/g)].map(([, word]) => kinds.find((one) => one === word));
  for (const suggested of named) {
    if (!suggested || suggested === 'reshape' || !help || /^put it before/.test(help)) continue;
    const before = /^add .* before it$/.test(help);
    const layers = before ? [layerOfKind(suggested), layerOfKind(kind)] : [layerOfKind(suggested)];
    expect([suggested, misfits(form, layers)]).toEqual([suggested, []]);
  }
});
