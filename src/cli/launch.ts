#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

/**
 * Starts the command `main.js` beside this file from the machine code that V8 made of it when modelc was built: less to wait for at each
 * start. Another version of Node than that refuses it, and so does one with other flags; then, or where it is not there, the
 * command is read like any other file.
 */
const file = join(__dirname, 'main.js');

function compiled(): Script | undefined {
  try {
    const [source, cachedData] = [readFileSync(file, 'utf8'), readFileSync(join(__dirname, 'main.cache'))];
    const script = new Script(Module.wrap(source), { filename: file, cachedData });
    return script.cachedDataRejected ? undefined : script;
  } catch {
    return undefined;
  }
}

const load = createRequire(file);
const script = compiled();
if (script) {
  const module = { exports: {} };
  script.runInThisContext().call(module.exports, module.exports, load, module, file, __dirname);
} else {
  load(file);
}
