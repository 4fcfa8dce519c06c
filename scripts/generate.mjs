// Generates the published JSON Schema, the reference pages, the parts of generated programs, and the picture in the README.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { renderParts } from './parts.mjs';

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
      // Modules that only commands load, on demand.
      external: ['ts-morph', '@tensorflow/*'],
      logLevel: 'warning',
    });
    return require(outfile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { languageSchema } = load('src/schema/json-schema.ts');
writeFileSync(join(root, 'schema/modelc.schema.json'), `${JSON.stringify(languageSchema(), null, 2)}\n`);

const { graphSchema } = load('src/graph/graph-schema.ts');
writeFileSync(join(root, 'schema/graph.schema.json'), `${JSON.stringify(graphSchema(), null, 2)}\n`);

const { layerDocs } = load('src/schema/layer-docs.ts');
writeFileSync(join(root, 'docs/layers.md'), layerDocs());

const { errorDocs } = load('src/diagnostics/pages/render-page.ts');
writeFileSync(join(root, 'docs/errors.md'), errorDocs());

const { supportDocs } = load('src/backends/support-docs.ts');
writeFileSync(join(root, 'docs/support.md'), supportDocs());

const tfjs = join(root, 'src/backends/tfjs');
mkdirSync(join(tfjs, 'generated'), { recursive: true });
writeFileSync(join(tfjs, 'generated/parts.ts'), renderParts(join(tfjs, 'parts')));

const { checkPicture } = load('scripts/check-picture.ts');
const example = readFileSync(join(root, 'docs/digits.yaml'), 'utf8');
writeFileSync(join(root, 'docs/check.svg'), checkPicture(example, 'digits.yaml'));
