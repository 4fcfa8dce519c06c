#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
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
/**
 * How much bytecode a function runs before V8 optimises it. By default (about 66,000) V8 spends a good part of a cold `check` on optimising
 * code that then hardly runs; loops over large graphs still reach this. Set after the cache is read, which is for the default flags. Only
 * Node 20 has the flag: later ones reject it aloud.
 */
if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=400000');
if (script) {
  const module = { exports: {} };
  script.runInThisContext().call(module.exports, module.exports, load, module, file, __dirname);
} else {
  load(file);
}
