// Writes the machine code that V8 makes of a bundle while it checks a spec: `node scripts/compile-cache.cjs BUNDLE CACHE SPEC`.
// `src/cli/launch.ts` starts from it.
const { readFileSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

const [bundle, cache, spec] = process.argv.slice(2);
const script = new Script(Module.wrap(readFileSync(bundle, 'utf8')), { filename: bundle });
const module_ = { exports: {} };
process.argv = [process.execPath, bundle, 'check', spec];
let crashed = false;
process.once('uncaughtExceptionMonitor', () => {
  crashed = true;
});
process.on('exit', () => {
  writeFileSync(cache, script.createCachedData());
  if (!crashed) process.exitCode = 0; // a spec with a mistake in it is no reason not to build
});
script
  .runInThisContext()
  .call(module_.exports, module_.exports, Module.createRequire(bundle), module_, bundle, dirname(bundle));
