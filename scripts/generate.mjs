// Writes what is derived from the fields of the language: the validators, compiled ahead of time so that `check` need not load
// ajv, and the published JSON Schema for editors.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { buildSync } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);

function load(entry) {
  const folder = mkdtempSync(join(tmpdir(), 'modelc-generate-'));
  try {
    const outfile = join(folder, 'module.cjs');
    buildSync({
      entryPoints: [join(root, entry)],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile,
      logLevel: 'warning',
    });
    return require(outfile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { sections } = load('src/schema/sections.ts');
const ajv = new Ajv.default({
  allErrors: true,
  strict: true,
  strictTypes: false,
  allowUnionTypes: true,
  code: { source: true, esm: false, lines: true },
});
const names = {};
for (const [name, fields] of sections) {
  const properties = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.schema]));
  ajv.addSchema({ type: 'object', properties }, name);
  names[name.replace('/', '$').replace('-', '_')] = name;
}
const generated = join(root, 'src/schema/generated');
mkdirSync(generated, { recursive: true });
writeFileSync(join(generated, 'validators.js'), `// Made by npm run generate.\n${standalone.default(ajv, names)}`);
writeFileSync(
  join(generated, 'validators.d.ts'),
  `// Made by npm run generate.
interface ValidationError { readonly instancePath: string }
interface Validator { (value: unknown): boolean; errors?: readonly ValidationError[] | null }
declare const validators: Readonly<Record<string, Validator>>;
export = validators;
`,
);

const { languageSchema } = load('src/schema/json-schema.ts');
writeFileSync(join(root, 'schema/modelc.schema.json'), `${JSON.stringify(languageSchema(), null, 2)}\n`);

const { layerDocs } = load('src/schema/layer-docs.ts');
writeFileSync(join(root, 'docs/layers.md'), layerDocs());
