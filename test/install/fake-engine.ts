import * as fs from 'node:fs';
import * as path from 'node:path';

/** Lays out a folder like tfjs-node's package; `main` is the text of its module. */
export function writeFakeTfjsNode(
  modules: string,
  { version = '4.22.0', addon = true, main = '' }: { version?: string; addon?: boolean; main?: string } = {},
): string {
  const directory = path.join(modules, '@tensorflow', 'tfjs-node');
  write(path.join(directory, 'package.json'), {
    name: '@tensorflow/tfjs-node',
    version,
    main: 'index.js',
    binary: { host: 'https://127.0.0.1:9/none' },
  });
  write(path.join(directory, 'index.js'), main);
  if (addon) write(path.join(directory, 'lib', 'napi-v8', 'tfjs_binding.node'), 'addon');
  return directory;
}

/** Writes text, or a value as JSON, with the folders above it. */
export function write(file: string, content: string | object): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}
