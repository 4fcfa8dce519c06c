// `npm start` in a fresh clone: installs what is missing, including the native engine if this machine supports it, and trains the
// Inception net of specs/ on MNIST. Without pip or a compiler it trains on WebAssembly, and prints a note.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const npm = process.env.npm_execpath;

// The terminal sends Ctrl-C to the child too, which may need time to stop: this process waits for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    child.on('error', () => resolve(1));
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

/** Runs npm by its script if npm started this process, so that no shell is needed. */
function runNpm(...args) {
  return npm?.endsWith('.js') ? run(process.execPath, [npm, ...args]) : run('npm', args);
}

function orExit(code) {
  if (code !== 0) process.exit(code);
}

// `npm ci` runs `prepare`, which builds.
if (!existsSync(join(root, 'node_modules/.package-lock.json'))) orExit(await runNpm('ci', '--no-audit', '--no-fund'));
else if (!existsSync(join(root, 'dist/cli.js'))) orExit(await runNpm('run', 'build'));

const modelc = join(root, 'dist/cli.js');
const installed = await run(process.execPath, [modelc, 'engine', 'install']);
if (installed > 128) process.exit(installed);
if (installed !== 0) console.error('Training goes on without the native engine.');
orExit(await run(process.execPath, [modelc, 'check', 'specs/inception-mnist.yaml']));
process.exit(await run(process.execPath, [modelc, 'train', 'specs/inception-mnist.yaml', ...process.argv.slice(2)]));
