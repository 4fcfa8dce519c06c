import type { file } from '../messages/file';
import type { report } from '../messages/report';
import { type Page, page } from './page';

const SOUND = 'modelc: 1\ninput: { features: 3 }\nlayers: [relu]\n';
const command = (line: string, files: Readonly<Record<string, string>>) => ({
  spec: `$ modelc check ${line}\n`,
  files,
});
const right = command('net.yaml', { 'net.yaml': SOUND });

/** Examples of files are command lines, in a folder that has these files. */
export const filePages: { readonly [C in keyof typeof file]: Page } = {
  'file/not-found': page(
    'There is no file of this name; the nearest is told.',
    command('nte.yaml', { 'net.yaml': SOUND }),
    right,
  ),
  'file/directory': page(
    'A folder is not read as a whole: the shell lists what is in it.',
    command('specs', { 'specs/net.yaml': SOUND }),
    command('specs/net.yaml', { 'specs/net.yaml': SOUND }),
  ),
  'file/not-text': page(
    'A spec is text in UTF-8. A file in Latin-1, UTF-16, or a picture, is not.',
    command('net.yaml', { 'net.yaml': `latin1:name: caf\u00e9\n${SOUND}` }),
    right,
  ),
  'file/unreadable': page(
    'It is a pipe or a device, or this user may not read it. `-` reads standard input.',
    command('/dev/zero', {}),
    right,
  ),
};

export const reportPages: { readonly [C in keyof typeof report]: Page } = {
  'report/too-many': page(
    'There are more mistakes than anyone reads at once, and many may be echoes of the first.',
    { spec: 'layers: # ... three hundred times `- reluu`\n', made: () => `layers:\n${'  - reluu\n'.repeat(300)}` },
    'layers:\n  - relu\n',
  ),
};
