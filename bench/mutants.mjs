// Makes single mistakes in the specs of a folder, and measures how well each is reported and fixed.
// node bench/mutants.mjs [--count 1000] [--seed 1] [--specs specs] [--misses] [--json]
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { judge } from './mutants/judge.mjs';
import { randomFrom } from './mutants/random.mjs';
import { sitesOf, withoutContracts } from './mutants/sites.mjs';
import { flip, misdeclare, misspell, misvalue } from './mutants/spoil.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    specs: { type: 'string', default: join(root, 'specs') },
    misses: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

/** The share of each class of mistakes. Within a class, files are drawn with equal probability, then a site of the file. */
const CLASSES = { word: 0.5, value: 0.25, flip: 0.15, expectation: 0.1 };

function loadModelc() {
  const folder = join(root, 'node_modules/.cache/modelc-bench');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, 'mutants.cjs');
  const contents = `
    export { compile } from './src/compiler/compile';
    export { fixSpec } from './src/fix/fix-spec';
    export { folderReader } from './src/files/read-include';
    export { positionOf } from './src/diagnostics/source';
    export { helpOf, messageOf } from './src/diagnostics/wording';`;
  buildSync({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  return createRequire(import.meta.url)(outfile);
}

/** Every spec and the files that it includes; an included file is compiled through the first spec that includes it. */
function readFiles(modelc, specs) {
  const reader = modelc.folderReader(specs);
  const files = new Map();
  const names = readdirSync(specs).filter((name) => name.endsWith('.yaml'));
  for (const name of names) {
    const spec = join(specs, name);
    const specText = withoutContracts(readFileSync(spec, 'utf8'));
    const found = [{ shown: spec, file: spec, text: specText }];
    const follow = {
      identify: (file) => reader.identify(file),
      read(path, from) {
        const read = reader.read(path, from);
        if (read.ok) found.push({ shown: read.file, file: read.file, text: read.text });
        return read;
      },
    };
    const { ok } = modelc.compile(specText, spec, { includes: follow });
    if (!ok) throw new Error(`${spec} is not sound`);
    for (const one of found) if (!files.has(one.shown)) files.set(one.shown, { ...one, spec, specText });
  }
  return [...files.values()].map((file) => ({ ...file, sites: sitesOf(file.text) }));
}

function makeMutant(files, type, random) {
  const usable = files.filter(({ sites }) => sites.some((site) => fits(site, type)));
  if (usable.length === 0) return undefined;
  const file = random.pick(usable);
  const site = random.pick(file.sites.filter((one) => fits(one, type)));
  const spoil = { word: misspell, value: misvalue, expectation: misdeclare }[type];
  const after = type === 'flip' ? flip(site) : spoil(site.text, random);
  if (after === undefined) return undefined;
  const text = file.text.slice(0, site.start) + after + file.text.slice(site.end);
  const line = file.text.slice(0, site.start).split('\n').length;
  return { ...file, original: file.text, text, type, line, before: site.text, after, path: site.path };
}

function fits(site, type) {
  return site.type === type && (type !== 'flip' || site.paths >= 3);
}

const modelc = loadModelc();
const files = readFiles(modelc, options.specs);
const random = randomFrom(Number(options.seed));
const results = Object.fromEntries(Object.keys(CLASSES).map((type) => [type, []]));
const seen = new Set();
for (const [type, share] of Object.entries(CLASSES)) {
  const wanted = Math.round(Number(options.count) * share);
  for (let tries = 0; results[type].length < wanted && tries < wanted * 20; tries++) {
    const mutant = makeMutant(files, type, random);
    const key = mutant && `${mutant.shown} ${mutant.line} ${mutant.text}`;
    if (!mutant || seen.has(key)) continue;
    seen.add(key);
    results[type].push({ mutant, verdict: judge(modelc, mutant, options.specs) });
  }
}

const count = (list, test) => list.filter(({ verdict }) => test(verdict)).length;
const summary = Object.fromEntries(
  Object.entries(results).map(([type, list]) => {
    const illegal = list.filter(({ verdict }) => !verdict.legal);
    const share = (key) => (illegal.some(({ verdict }) => key in verdict) ? count(illegal, (one) => one[key]) : null);
    return [
      type,
      {
        mutants: list.length,
        legal: list.length - illegal.length,
        line: share('line'),
        suggestion: share('suggestion'),
        odd: share('odd'),
        fixed: share('fixed'),
        moreThanThree: count(illegal, ({ errors }) => errors > 3),
        exceptions: count(illegal, ({ exception }) => exception),
      },
    ];
  }),
);

if (options.misses) {
  for (const { mutant, verdict } of Object.values(results).flat()) {
    const bar = {
      word: ['line', 'suggestion', 'fixed'],
      value: ['line'],
      flip: ['odd'],
      expectation: ['line', 'fixed'],
    };
    const missed = bar[mutant.type].filter((key) => verdict[key] === false);
    if (verdict.legal || (missed.length === 0 && verdict.errors <= 3)) continue;
    const where = `${relative(options.specs, mutant.shown)}:${mutant.line}`;
    console.log(
      `${mutant.type} ${where} ${mutant.before} -> ${mutant.after}: ${missed.join(', ')} (${verdict.errors})`,
    );
    console.log(`    ${verdict.exception ?? `${verdict.code}: ${verdict.message}; ${verdict.help}`}`);
  }
}
if (options.json) console.log(JSON.stringify(summary, null, 2));
else console.table(summary);
