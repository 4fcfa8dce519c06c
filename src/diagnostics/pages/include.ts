import type { include } from '../messages/include';
import { type Page, page } from './page';

const UNIT =
  'modelc: 1\nlet: { wide: 8 }\nblocks: { unit: { layers: [{ conv2d: { filters: "${wide}", kernel: 1 } }] } }\n';
const SPEC = 'include: [unit.yaml]\nlayers: [{ use: unit }]\n';
const files = { 'unit.yaml': UNIT };
const right = { spec: SPEC, files };
const given = (value: string) => ({
  spec: `include: [{ file: unit.yaml, with: ${value} }]\nlayers: [{ use: unit }]\n`,
  files,
});

export const includePages: { readonly [C in keyof typeof include]: Page } = {
  'include/outside': page(
    'A spec may include files of its own folder and of those below, so that a spec from elsewhere cannot read what it likes. `--root FOLDER` widens it.',
    { spec: 'include: [/etc/unit.yaml]\nlayers: [relu]\n', files },
    right,
  ),
  'include/not-found': page(
    'A path is relative to the file that it stands in, and there is no such file.',
    { spec: 'include: [untis.yaml]\nlayers: [relu]\n', files },
    right,
  ),
  'include/unreadable': page(
    'The file is there, and cannot be read: it is no text in UTF-8, no plain file, or not allowed.',
    { spec: 'include: [units.yaml] # a folder of this name\nlayers: [relu]\n', files: { 'units.yaml/one.yaml': UNIT } },
    right,
  ),
  'include/circle': page(
    'Files that include each other would never end. What both need belongs into a third.',
    {
      spec: 'include: [a.yaml]\nlayers: [relu]\n',
      files: { 'a.yaml': 'modelc: 1\ninclude: [b.yaml]\n', 'b.yaml': 'modelc: 1\ninclude: [a.yaml]\n' },
    },
    right,
  ),
  'include/too-many': page(
    'More than a hundred files come together: blocks that belong together fit into one.',
    {
      spec: `include: [${Array.from({ length: 102 }, (_, at) => `f${at}.yaml`).join(', ')}]\nlayers: [relu]\n`,
      files: Object.fromEntries(Array.from({ length: 102 }, (_, at) => [`f${at}.yaml`, 'modelc: 1\nblocks: {}\n'])),
    },
    right,
  ),
  'include/unknown-value': page(
    '`with` beside an included file changes values that its `let` declares.',
    given('{ widht: 4 }'),
    given('{ wide: 4 }'),
  ),
  'include/given-twice': page(
    'A file is read once, however many ways lead to it, so its values can be given once.',
    {
      spec: 'include: [{ file: unit.yaml, with: { wide: 4 } }, { file: unit.yaml, with: { wide: 6 } }]\nlayers: [{ use: unit }]\n',
      files,
    },
    given('{ wide: 4 }'),
  ),
  'include/value-type': page(
    '`with` gives another value of the same type.',
    given('{ wide: true }'),
    given('{ wide: 4 }'),
  ),
  'include/no-files': page(
    'A spec that comes from standard input has no folder, unless `--root` names one.',
    { spec: SPEC },
    right,
  ),
};
