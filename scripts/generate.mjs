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

/** One validator for each distinct schema of a field, and for each section the validators of its fields by name. */
function validatorsOf(sections) {
  const ajv = new Ajv.default({
    allErrors: true,
    strict: true,
    strictTypes: false,
    code: { source: true, esm: false, lines: true },
  });
  const names = new Map();
  const nameOf = (schema) => {
    const key = JSON.stringify(schema);
    if (!names.has(key)) {
      names.set(key, `field${names.size}`);
      ajv.addSchema(schema, names.get(key));
    }
    return names.get(key);
  };
  const rows = [...sections].map(([section, fields]) => {
    const entries = Object.entries(fields).map(([key, field]) => `${key}: ${nameOf(field.schema)}`);
    return `  ${JSON.stringify(section)}: { ${entries.join(', ')} },`;
  });
  const exported = Object.fromEntries([...names.values()].map((name) => [name, name]));
  const functions = [...names.values()].map((name) => `const ${name} = exports.${name};`);
  return `${standalone.default(ajv, exported)}\n${functions.join('\n')}\nmodule.exports = {\n${rows.join('\n')}\n};\n`;
}

const { sections } = load('src/schema/sections.ts');
const generated = join(root, 'src/schema/generated');
mkdirSync(generated, { recursive: true });
writeFileSync(join(generated, 'validators.js'), `// Made by npm run generate.\n${validatorsOf(sections)}`);
writeFileSync(
  join(generated, 'validators.d.ts'),
  `// Made by npm run generate.
interface ValidationError { readonly instancePath: string }
interface Validator { (value: unknown): boolean; errors?: readonly ValidationError[] | null }
/** By section and field. */
declare const validators: Readonly<Record<string, Readonly<Record<string, Validator>>>>;
export = validators;
`,
);

const { languageSchema } = load('src/schema/json-schema.ts');
writeFileSync(join(root, 'schema/modelc.schema.json'), `${JSON.stringify(languageSchema(), null, 2)}\n`);

const { layerDocs } = load('src/schema/layer-docs.ts');
writeFileSync(join(root, 'docs/layers.md'), layerDocs());

const { errorDocs } = load('src/diagnostics/pages/render-page.ts');
writeFileSync(join(root, 'docs/errors.md'), errorDocs());
