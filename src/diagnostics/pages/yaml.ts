import type { yaml } from '../messages/yaml';
import { type Page, page } from './page';

const many = (count: number, line: string): string => line.repeat(count);

export const yamlPages: { readonly [C in keyof typeof yaml]: Page } = {
  'yaml/syntax': page(
    'The file is not valid YAML here. Nothing after this point is checked, so fix this first.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3\n  - relu\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - relu\n',
  ),
  'yaml/tab': page(
    'YAML uses spaces for structure. Tabs have no fixed width, so they are not allowed as indentation.',
    'layers:\n  - conv2d:\n\t  filters: 8\n\t  kernel: 3\n',
    'layers:\n  - conv2d:\n      filters: 8\n      kernel: 3\n',
  ),
  'yaml/duplicate-key': page(
    'The map contains the same key twice, and only one of the values could count.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3, filters: 16 }\n',
    'layers:\n  - conv2d: { filters: 16, kernel: 3 }\n',
  ),
  'yaml/unquoted-expression': page(
    'In YAML, braces start a map, so expressions must be quoted.',
    'let: { width: 8 }\nlayers:\n  - conv2d: { filters: ${width}, kernel: 3 }\n',
    'let: { width: 8 }\nlayers:\n  - conv2d: { filters: "${width}", kernel: 3 }\n',
  ),
  'yaml/several-documents': page(
    'A spec is one document. A line `---` starts another one.',
    'layers: [relu]\n---\nlayers: [flatten]\n',
    'layers: [relu, flatten]\n',
  ),
  'yaml/merge-key': page(
    'Merge keys belong to YAML 1.1. Use a block with parameters, or an expression with a `let` value, for what layers have in common.',
    'layers:\n  - conv2d: &same { filters: 8, kernel: 3 }\n  - conv2d: { <<: *same, stride: 2 }\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - conv2d: { filters: 8, kernel: 3, stride: 2 }\n',
  ),
  'yaml/colon': page(
    'A key and its value are separated by a colon and a space.',
    'layers:\n  - conv2d: { filters:8, kernel: 3 }\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n',
  ),
  'yaml/directive': page(
    'A line that starts with `%` is an instruction to a YAML parser. A spec means the same for every parser.',
    '%YAML 1.2\n---\nmodelc: 1\ninput: { features: 3 }\nlayers: [relu]\n',
    'modelc: 1\ninput: { features: 3 }\nlayers: [relu]\n',
  ),
  'yaml/tag': page(
    'Tags turn data into program objects. A spec is plain data.',
    'layers:\n  - dropout: { rate: !!float 0.5 }\n',
    'layers:\n  - dropout: { rate: 0.5 }\n',
  ),
  'yaml/key': page(
    'Keys are words. A list, a map, a number or an empty value cannot be a key.',
    'let:\n  [a, b]: 1\nlayers: [relu]\n',
    'let: { a: 1 }\nlayers:\n  - conv2d: { filters: "${a}", kernel: 1 }\n',
  ),
  'yaml/unknown-alias': page(
    'An alias `*name` refers to a value marked with `&name` above it.',
    'layers:\n  - conv2d: *usual\n',
    'layers:\n  - conv2d: &usual { filters: 8, kernel: 3 }\n  - conv2d: *usual\n',
  ),
  'yaml/too-big': page(
    'No hand-written spec is larger than a mebibyte. Use blocks and `repeat`.',
    { spec: 'layers: # ... relu, a million bytes of it\n', made: () => `layers:\n${many(120_000, '  - relu  \n')}` },
    'layers:\n  - repeat: { times: 3, layers: [{ dense: { units: 4 } }, relu] }\ninput: { features: 4 }\n',
  ),
  'yaml/too-deep': page(
    'Values are nested more than a hundred levels deep, usually because of a bracket that never closes.',
    { spec: 'layers: [[[[ # ... and so on\n', made: () => `layers: ${many(150, '[')}relu${many(150, ']')}\n` },
    'layers: [relu]\n',
  ),
  'yaml/too-many-values': page(
    'The file has more tokens than a hand-written spec. Use blocks and `repeat`.',
    { spec: 'layers: # ... relu, a hundred thousand times\n', made: () => `layers: [relu${many(101_000, ',relu')}]\n` },
    'layers:\n  - repeat: { times: 3, layers: [{ conv2d: { filters: 4, kernel: 1 } }, relu] }\n',
  ),
  'yaml/too-many-aliases': page(
    'Aliases of aliases grow exponentially. Use a block with parameters.',
    {
      spec: 'let: # ... each line a list of ten of the line before\n',
      made: () => {
        const lines = ['a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]'];
        for (let at = 1; at < 6; at++)
          lines.push(
            `a${at}: &a${at} [${Array(10)
              .fill(`*a${at - 1}`)
              .join(', ')}]`,
          );
        return `let:\n  ${lines.join('\n  ')}\nlayers: [relu]\n`;
      },
    },
    'let: { wide: 8 }\nlayers:\n  - conv2d: { filters: "${wide}", kernel: 1 }\n',
  ),
  'yaml/empty': page(
    'The file is empty or contains only comments.',
    { spec: '# a spec\n', made: () => '# a spec\n' },
    'modelc: 1\ninput: { features: 3 }\nlayers: [relu]\n',
  ),
};
