// Before the tests: gets the native engine where this machine allows it. Where it does not, the tests that need it are skipped,
// and this says why.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modelc = join(dirname(fileURLToPath(import.meta.url)), '../dist/cli.js');
const { status } = spawnSync(process.execPath, [modelc, 'engine', 'install'], { stdio: 'inherit' });
if (status !== 0) console.error('The tests of the native engine will be skipped.');
