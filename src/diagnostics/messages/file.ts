import { quote } from './words';

export const file = {
  'file/not-found': (a: { file: string; nearest: string | undefined }) => ({
    text: `there is no file ${quote(a.file)}`,
    help:
      a.nearest === undefined
        ? 'give the path of a spec, relative to this folder'
        : `nearby there is ${quote(a.nearest)}`,
  }),
  'file/directory': (a: { file: string }) => ({
    text: `${quote(a.file)} is a folder`,
    help: `name the specs in it, such as \`${a.file.replace(/\/$/, '')}/*.yaml\``,
  }),
  'file/not-text': (a: { file: string }) => ({
    text: `${quote(a.file)} is not a text in UTF-8`,
    help: 'a spec is a YAML file; save it as UTF-8',
  }),
  'file/unreadable': (a: { file: string; reason: string }) => ({
    text: `${quote(a.file)} cannot be read: ${a.reason}`,
  }),
};
