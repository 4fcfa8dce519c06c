import type { file } from '../messages/file';
import type { report } from '../messages/report';
import { type Page, page } from './page';

const SOUND = 'modelc: 1\ninput: { features: 3 }\nlayers: [relu]\n';
const command = (line: string, files: Readonly<Record<string, string>>) => ({
  spec: `$ modelc check ${line}\n`,
  files,
});
const right = command('net.yaml', { 'net.yaml': SOUND });

/** Examples about files are command lines, in a folder with these files. */
export const filePages: { readonly [C in keyof typeof file]: Page } = {
  'file/not-found': page('There is no file with this name.', command('nte.yaml', { 'net.yaml': SOUND }), right),
  'file/directory': page(
    'modelc does not read folders. Let the shell list the files in it.',
    command('specs', { 'specs/net.yaml': SOUND }),
    command('specs/net.yaml', { 'specs/net.yaml': SOUND }),
  ),
  'file/not-text': page(
    'A spec is UTF-8 text. This file is in another encoding, or is not text.',
    command('net.yaml', { 'net.yaml': `latin1:name: caf\u00e9\n${SOUND}` }),
    right,
  ),
  'file/unreadable': page(
    'The path is a pipe or a device, or the file is not readable for this user. `-` reads standard input.',
    command('/dev/zero', {}),
    right,
  ),
};

export const reportPages: { readonly [C in keyof typeof report]: Page } = {
  'report/too-many': page(
    'There are too many errors to show, and many of them may be consequences of the first.',
    { spec: 'layers: # ... three hundred times `- reluu`\n', made: () => `layers:\n${'  - reluu\n'.repeat(300)}` },
    'layers:\n  - relu\n',
  ),
};
