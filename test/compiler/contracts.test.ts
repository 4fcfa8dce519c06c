import { compile } from '../../src/compiler/compile';
import { textOf } from '../../src/diagnostics/source';

const SPEC = `modelc: 1
let: { filters: 8, classes: 10 }
input: { height: 8, width: 8, channels: 3 }
layers:
  - conv2d: { filters: "\${filters}", kernel: 1 }
    expect: { height: 8, channels: "\${filters}", parameters: 32 }
    name: conv
  - side:
      layers: [flatten, { dense: { units: 2 } }]
    name: early
    output: { train_only: true, loss_weight: 0.3 }
  - global_avg_pool2d
  - dense: { units: "\${classes}" }
expect:
  parameters: 1148
  inference: { parameters: 122, macs: 1616 }
  shapes: { conv: [8, 8, 8] }
`;

/** Each error with the text at its position, and how many expectations were skipped. */
function held(
  text: string,
  settings: Readonly<Record<string, string>> = {},
): { mistakes: string[]; unchecked: number } {
  const { diagnostics, unchecked } = compile(text, 'spec.yaml', { settings: new Map(Object.entries(settings)) });
  return { mistakes: diagnostics.map(({ code, span }) => `${code}: ${textOf(span)}`), unchecked: unchecked.length };
}

test('each number is checked against the net', () => {
  expect(held(SPEC)).toEqual({ mistakes: [], unchecked: 0 });
  expect(held(SPEC.replace('1148', '1149')).mistakes).toEqual(['expect/value: 1149']);
  expect(held(SPEC.replace('parameters: 122', 'parameters: 1148')).mistakes).toEqual(['expect/value: 1148']);
  expect(held(SPEC.replace('parameters: 122', 'paramters: 122')).mistakes).toEqual(['schema/unknown-key: paramters']);
  expect(held(SPEC.replace(/inference: .*/, 'inference: 122')).mistakes).toEqual(['schema/shape-of: 122']);
});

test('setting a value to the same value changes nothing', () => {
  expect(held(SPEC.replace('1148', '1149'), { filters: '8' })).toEqual({
    mistakes: ['expect/value: 1149'],
    unchecked: 0,
  });
});

test('with other values, only expressions are checked, and the rest is counted', () => {
  expect(held(SPEC, { filters: '16' })).toEqual({ mistakes: [], unchecked: 6 });
  const wrong = SPEC.replace('channels: "${filters}"', 'channels: "${filters + 1}"');
  expect(held(wrong, { filters: '16' }).mistakes).toEqual(['expect/value: "${filters + 1}"']);
});
