// Runs before the tests: installs the native engine if this machine supports it. Otherwise the tests that need it are skipped, and this
// prints why.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modelc = join(dirname(fileURLToPath(import.meta.url)), '../dist/cli.js');
const { status } = spawnSync(process.execPath, [modelc, 'engine', 'install'], { stdio: 'inherit' });
if (status !== 0) console.error('The tests of the native engine will be skipped.');
