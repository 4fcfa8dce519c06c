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
    'A spec can include files from its own folder and the folders below, so that a spec from elsewhere cannot read arbitrary files. `--root FOLDER` sets a wider root.',
    { spec: 'include: [/etc/unit.yaml]\nlayers: [relu]\n', files },
    right,
  ),
  'include/not-found': page(
    'There is no such file. Paths are relative to the file that includes them.',
    { spec: 'include: [untis.yaml]\nlayers: [relu]\n', files },
    right,
  ),
  'include/unreadable': page(
    'The file exists but cannot be read: it is not UTF-8 text, not a regular file, or not readable for this user.',
    { spec: 'include: [units.yaml] # a folder of this name\nlayers: [relu]\n', files: { 'units.yaml/one.yaml': UNIT } },
    right,
  ),
  'include/circle': page(
    'Files cannot include each other. Move what both need into a third file.',
    {
      spec: 'include: [a.yaml]\nlayers: [relu]\n',
      files: { 'a.yaml': 'modelc: 1\ninclude: [b.yaml]\n', 'b.yaml': 'modelc: 1\ninclude: [a.yaml]\n' },
    },
    right,
  ),
  'include/too-many': page(
    'More than a hundred files are included. Put related blocks into one file.',
    {
      spec: `include: [${Array.from({ length: 102 }, (_, at) => `f${at}.yaml`).join(', ')}]\nlayers: [relu]\n`,
      files: Object.fromEntries(Array.from({ length: 102 }, (_, at) => [`f${at}.yaml`, 'modelc: 1\nblocks: {}\n'])),
    },
    right,
  ),
  'include/unknown-value': page(
    '`with` next to an included file sets values that the file declares under `let`.',
    given('{ widht: 4 }'),
    given('{ wide: 4 }'),
  ),
  'include/given-twice': page(
    'A file is read once, however often it is included, so its values can be set only once.',
    {
      spec: 'include: [{ file: unit.yaml, with: { wide: 4 } }, { file: unit.yaml, with: { wide: 6 } }]\nlayers: [{ use: unit }]\n',
      files,
    },
    given('{ wide: 4 }'),
  ),
  'include/value-type': page(
    '`with` must give a value of the same type.',
    given('{ wide: true }'),
    given('{ wide: 4 }'),
  ),
  'include/no-files': page(
    'A spec from standard input has no folder, unless `--root` names one.',
    { spec: SPEC },
    right,
  ),
};
