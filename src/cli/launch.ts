#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

/**
 * Starts `main.js` from V8's code cache, written when modelc was built, which saves compiling it on every start. V8 rejects a cache
 * from another version of Node or other flags; then, or if there is none, `main.js` is compiled as usual.
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
