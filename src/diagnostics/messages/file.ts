import { quote } from './words';

export const file = {
  'file/not-found': (a: { file: string; nearest: string | undefined }) => ({
    text: `file ${quote(a.file)} not found`,
    help:
      a.nearest === undefined
        ? 'paths are relative to the current folder'
        : `there is a file named ${quote(a.nearest)}`,
  }),
  'file/directory': (a: { file: string }) => ({
    text: `${quote(a.file)} is a folder`,
    help: `name the specs inside it, such as \`${a.file.replace(/\/$/, '')}/*.yaml\``,
  }),
  'file/not-text': (a: { file: string }) => ({
    text: `${quote(a.file)} is not UTF-8 text`,
    help: 'a spec is a YAML file in UTF-8; modelc reads no model files of other frameworks',
  }),
  'file/unreadable': (a: { file: string; reason: string }) => ({
    text: `cannot read ${quote(a.file)}: ${a.reason}`,
  }),
};
