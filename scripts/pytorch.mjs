// Runs before the tests of targets: creates, once, a virtual environment with PyTorch, Keras, ONNX and checkers in modelc's cache folder.
// `--where` only prints the path of its interpreter. MODELC_PYTHON selects another interpreter, which is used unchanged.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';

const packages = [
  ...['torch==2.13.0', 'keras==3.15.1', 'tensorflow-cpu==2.21.0', 'numpy==2.4.6', 'safetensors==0.8.0'],
  ...['onnx==1.23.2', 'ruff==0.17.6', 'mypy==2.4.1'],
];

function cacheFolder() {
  const { MODELC_CACHE: own, XDG_CACHE_HOME: xdg } = process.env;
  if (own) return resolve(own);
  return join(xdg && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'modelc');
}

const windows = process.platform === 'win32';
const folder = join(cacheFolder(), 'pytorch-2.13.0');
const interpreterIn = (place) => join(place, windows ? 'Scripts/python.exe' : 'bin/python');
const interpreter = process.env.MODELC_PYTHON ?? interpreterIn(folder);

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status === 0) return;
  console.error(`${command} failed${error ? `: ${error.message}` : ''}`);
  process.exit(1);
}

/** Creates the environment in its final place, since its scripts contain their paths; removes a broken one first. */
function make() {
  mkdirSync(dirname(folder), { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  console.error(`making ${folder} with ${packages.join(', ')}: once, and some minutes long`);
  run(windows ? 'python' : 'python3', ['-m', 'venv', folder]);
  run(interpreter, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
}

// Importing them takes seconds.
const hasOthers = "from importlib.util import find_spec; assert all(map(find_spec, ('keras', 'tensorflow', 'onnx')))";

function isWhole() {
  if (!existsSync(interpreter)) return false;
  const { status } = spawnSync(interpreter, ['-c', `import torch, safetensors, mypy, ruff; ${hasOthers}`], {
    stdio: 'ignore',
  });
  return status === 0;
}

if (process.argv.includes('--where')) {
  if (existsSync(interpreter)) console.log(interpreter);
} else if (!isWhole()) {
  if (process.env.MODELC_PYTHON) {
    console.error(`${interpreter} (MODELC_PYTHON) lacks torch, keras, tensorflow, onnx, safetensors, ruff or mypy`);
    process.exit(1);
  }
  make();
}
