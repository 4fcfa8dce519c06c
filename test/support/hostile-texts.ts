/** Free texts that would end a literal or a comment, or inject code, if a target did not escape them. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'single quotes': "it's",
  'double quotes': '"quoted"',
  'three quotes': '""" + exit(1) + """',
  'three quotes of the other kind': "'''",
  backticks: '`name` ${process.exit(1)}',
  'the end of a comment': '*/ process.exit(1) /*',
  'a line comment': '// nothing',
  'a comment of Python': '# type: ignore',
  newlines: 'one\ntwo\r\nthree',
  'line separators': 'a\u2028process.exit(1)\u2029b\u0085c',
  'control characters': 'a\u0000\u001b[31m\u202eb',
  'a form feed': 'a\u000cb\u000bc',
  backslashes: "\\' \\u0027 \\N{BULLET} \\",
  'a brace': '{0.__class__} %s {{',
  'orders to the compiler': '@ts-nocheck @ts-ignore @ts-expect-error',
  'orders in lines of their own': `${'word '.repeat(22)}@ts-ignore`,
  'a coding line': '-*- coding: utf-7 -*-',
  'a source map': '//# sourceMappingURL=data:x',
  'a reference': '/// <reference path="x" />',
  'a tag': '</script>',
  'a proto': '__proto__',
  emoji: '\u{1f600} \u0301',
};

/** A net whose block, parameter, path and layer have this name, with hostile texts, and the same net with harmless ones. */
export function hostileSpec(
  name: string,
  description: string,
  [block, parameter, path, layer]: readonly [string, string, string, string] = harmlessNames,
): string {
  return `modelc: 1
name: ${JSON.stringify(name)}
description: ${JSON.stringify(description)}
input: { height: 6, width: 6, channels: 2 }
blocks:
  ${block}:
    params: { ${parameter}: 3, mode: plain }
    layers:
      - branch:
          ${path}: [ { conv2d: { filters: "\${${parameter}}", kernel: 1 } } ]
          other: [ { conv2d: { filters: "\${${parameter} + 1 if mode == 'plain' else 2}", kernel: 1 }, name: ${layer} } ]
      - concat
layers:
  - use: ${block}
    name: ${layer}
  - use: ${block}
    with: { ${parameter}: 5 }
    name: ${path}
  - batch_norm
  - branch:
      ${parameter}: [ relu ]
      ${block}: [ tanh ]
  - add
`;
}

export const harmlessNames = ['blocky', 'parameter', 'path', 'named'] as const;

/** All nets with a word in one of the four places; a parameter cannot contain a dash. */
export function namesWith(word: string): readonly (readonly [string, string, string, string])[] {
  const places = word.includes('-') ? [0, 2, 3] : [0, 1, 2, 3];
  return places.map(
    (place) =>
      harmlessNames.map((old, index) => (index === place ? word : old)) as unknown as [string, string, string, string],
  );
}
