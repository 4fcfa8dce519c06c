import type { expression } from '../messages/expression';
import { type Page, page } from './page';

export const expressionPages: { readonly [C in keyof typeof expression]: Page } = {
  'expression/syntax': page(
    'Between `${` and `}` there can be numbers, names, `+ - * / % **`, comparisons, `and or not`, `a if c else b`, and a few functions.',
    'let: { width: 8 }\nlayers:\n  - conv2d: { filters: "${width *}", kernel: 1 }\n',
    'let: { width: 8 }\nlayers:\n  - conv2d: { filters: "${width * 2}", kernel: 1 }\n',
  ),
  'expression/too-many': page(
    'The text contains more expressions than any value needs.',
    {
      spec: 'name: # ... "${1}", three hundred times\n',
      made: () => `layers:\n  - conv2d: { filters: "${'${1}'.repeat(300)}", kernel: 1 }\n`,
    },
    'layers:\n  - conv2d: { filters: "${1 + 1}", kernel: 1 }\n',
  ),
  'expression/too-long': page(
    'After its expressions were inserted, the text is longer than any value needs.',
    {
      spec: 'let: # ... each value twice the one before\n',
      made: () => {
        const lines = ['a0: abcdefghij'];
        for (let at = 1; at < 30; at++) lines.push(`a${at}: "\${a${at - 1}}\${a${at - 1}}"`);
        return `let:\n  ${lines.join('\n  ')}\nlayers: [relu]\n`;
      },
    },
    'let: { stage: a }\nlayers:\n  - relu: {}\n    name: "${stage}_relu"\n',
  ),
  'expression/unknown-name': page(
    'An expression can use the parameters of its block, the counters of enclosing repeats, and `let` values.',
    'let: { width: 8 }\nlayers:\n  - conv2d: { filters: "${widht}", kernel: 1 }\n',
    'let: { width: 8 }\nlayers:\n  - conv2d: { filters: "${width}", kernel: 1 }\n',
  ),
  'expression/no-size': page(
    '`in` is the value that enters the layer, and the inputs of the file or block are known by their names; each has the sizes of its axes. A join, which takes several values, has no `in`.',
    'layers:\n  - flatten\n  - dense: { units: "${in.channels / 2}" }\n',
    'layers:\n  - flatten\n  - dense: { units: "${in.features / 2}" }\n',
  ),
  'expression/unknown-function': page(
    'Expressions have only a few functions.',
    'layers:\n  - conv2d: { filters: "${flor(8.5)}", kernel: 1 }\n',
    'layers:\n  - conv2d: { filters: "${floor(8.5)}", kernel: 1 }\n',
  ),
  'expression/type': page(
    'Arithmetic needs numbers, and conditions need `true` or `false`.',
    'let: { width: wide }\nlayers:\n  - conv2d: { filters: "${width * 2}", kernel: 1 }\n',
    'let: { width: 8 }\nlayers:\n  - conv2d: { filters: "${width * 2}", kernel: 1 }\n',
  ),
  'expression/unknown-key': page(
    'A map of `let` has a value only under its keys.',
    'let: { net: smal, widths: { small: 8, large: 16 } }\nlayers:\n  - conv2d: { filters: "${widths[net]}", kernel: 1 }\n',
    'let: { net: small, widths: { small: 8, large: 16 } }\nlayers:\n  - conv2d: { filters: "${widths[net]}", kernel: 1 }\n',
  ),
  'expression/arguments': page(
    '`floor`, `ceil` and `round` take one number, `make_divisible` two; `min`, `max` and `sum` take any, also as lists; `len` takes one list.',
    'layers:\n  - conv2d: { filters: "${floor(8, 2)}", kernel: 1 }\n',
    'layers:\n  - conv2d: { filters: "${floor(8 / 2)}", kernel: 1 }\n',
  ),
  'expression/division-by-zero': page(
    'The right operand of `/` or `%` is zero.',
    'let: { parts: 0 }\nlayers:\n  - conv2d: { filters: "${64 / parts}", kernel: 1 }\n',
    'let: { parts: 4 }\nlayers:\n  - conv2d: { filters: "${64 / parts}", kernel: 1 }\n',
  ),
  'expression/too-big': page(
    'Numbers in expressions are exact up to 2^53, which is far larger than any size in a net.',
    'layers:\n  - conv2d: { filters: "${9007199254740992 * 9007199254740992}", kernel: 1 }\n',
    'layers:\n  - conv2d: { filters: "${64 * 2}", kernel: 1 }\n',
  ),
  'expression/as-key': page(
    'Keys cannot be expressions. If a parameter holds the kind, make the whole item the expression, or put it after `use`.',
    'let: { bend: relu }\nlayers:\n  - "${bend}": {}\n',
    'let: { bend: relu }\nlayers:\n  - "${bend}"\n',
  ),
  'let/defined-below': page(
    'Values of `let` are computed in the order of the file, so that none can depend on itself.',
    'let:\n  width: "${2 * base}"\n  base: 4\nlayers:\n  - conv2d: { filters: "${width}", kernel: 1 }\n',
    'let:\n  base: 4\n  width: "${2 * base}"\nlayers:\n  - conv2d: { filters: "${width}", kernel: 1 }\n',
  ),
  'let/set-type': page(
    '`--set` must give a value of the same type: a number for a number, a text for a text.',
    {
      spec: 'let: { width: 8 }\nlayers:\n  - conv2d: { filters: "${width}", kernel: 1 }\n',
      settings: { width: 'wide' },
    },
    { spec: 'let: { width: 8 }\nlayers:\n  - conv2d: { filters: "${width}", kernel: 1 }\n', settings: { width: '16' } },
  ),
  'let/unknown-setting': page(
    '`--set` can only change values that `let` declares.',
    { spec: 'let: { width: 8 }\nlayers:\n  - conv2d: { filters: "${width}", kernel: 1 }\n', settings: { widht: '16' } },
    { spec: 'let: { width: 8 }\nlayers:\n  - conv2d: { filters: "${width}", kernel: 1 }\n', settings: { width: '16' } },
  ),
  'expression/not-here': page(
    'The bounds of a parameter must be known before any value is.',
    'let: { most: 9 }\nblocks:\n  unit: { params: { out: { default: 8, maximum: "${most}" } }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit }]\n',
    'blocks:\n  unit: { params: { out: { default: 8, maximum: 9 } }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit }]\n',
  ),
};
