// Reads from src/backends/tfjs/parts the declarations that programs for tfjs may contain, and what each of them refers to.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** Names that every program defines itself; parts refer to them without bringing them along. */
const SURROUNDINGS = 'surroundings.ts';
/** The types of tfjs-node, which programs import. */
const TYPES = 'tfjs-node.d.ts';

/** In their order in programs. */
const modules = [
  'sizes.ts',
  'symbolic.ts',
  'layers/',
  'helpers.ts',
  'weights.ts',
  'data.ts',
  'optimizers.ts',
  'training.ts',
  'program.ts',
];

/** The source of the module with all parts. */
export function renderParts(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const known = files.filter((file) => file !== SURROUNDINGS && file !== TYPES);
  const ordered = modules.flatMap((entry) => known.filter((file) => file === entry || file.startsWith(entry)).sort());
  const missing = known.filter((file) => !ordered.includes(file));
  if (missing.length > 0) throw new Error(`scripts/parts.mjs does not say where ${missing} goes`);
  const entries = ordered.flatMap((file) => declarationsOf(folder, file)).map(renderEntry);
  return `// Made from src/backends/tfjs/parts by \`npm run generate\`: edit those files instead.

/** Every declaration that a program may contain, in its order in programs. */
export const declarations = {
${entries.join('\n')}
} as const;
`;
}

function renderEntry({ name, module, comment, code, uses, imports }) {
  const lines = (text) => `[\n${text.split('\n').map((line) => `      ${JSON.stringify(line)},\n`)}    ].join('\\n')`;
  return `  ${name}: {
    module: ${JSON.stringify(module)},
    comment: ${JSON.stringify(comment)},
    code: ${lines(code).replaceAll(',\n,', ',\n')},
    uses: ${JSON.stringify(uses)},
    imports: ${JSON.stringify(imports)},
  },`;
}

function declarationsOf(folder, file) {
  const text = readFileSync(join(folder, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const imported = importsOf(folder, source);
  const own = source.statements.filter((statement) => statement.name).map((statement) => statement.name.text);
  return source.statements
    .filter((statement) => !ts.isImportDeclaration(statement) && !ts.isExpressionStatement(statement))
    .map((statement) => {
      if (!statement.name) throw new Error(`${file}: every statement must be a declaration with a name`);
      const name = statement.name.text;
      const referred = referencesOf(statement, new Set([...own, ...imported.keys()]), file);
      referred.delete(name);
      const external = [...referred].filter((one) => imported.get(one)?.startsWith('node:'));
      const start = statement.getStart(source);
      const next = source.statements[source.statements.indexOf(statement) + 1];
      // A call belongs to the declaration before it: a class is registered.
      const { end } = next && ts.isExpressionStatement(next) ? next : statement;
      return {
        name,
        module: file.replace(/\.ts$/, ''),
        comment: text.slice(statement.getFullStart(), start).match(/\/\*\*(?:(?!\*\/)[\s\S])*\*\/(?=\s*$)/)?.[0] ?? '',
        code: text.slice(start, end).replace(/^export /, ''),
        uses: [...referred].filter((one) => own.includes(one) || imported.get(one) === 'parts').sort(),
        imports: external.map((one) => [imported.get(one), one]),
      };
    });
}

/** The names that a module imports, each with its origin: `parts`, `surroundings`, or a module of Node. */
function importsOf(folder, source) {
  const found = new Map();
  for (const { moduleSpecifier, importClause } of source.statements.filter(ts.isImportDeclaration)) {
    const from = moduleSpecifier.text;
    const path = relative(folder, join(folder, dirname(source.fileName), `${from}.ts`));
    const kind = !from.startsWith('.') ? from : path === SURROUNDINGS ? 'surroundings' : 'parts';
    const bindings = importClause?.namedBindings;
    if (bindings && ts.isNamedImports(bindings)) for (const { name } of bindings.elements) found.set(name.text, kind);
  }
  return found;
}

/** Those of `names` that a declaration refers to. Locals must not shadow them: they would count as references. */
function referencesOf(declaration, names, file) {
  const found = new Set();
  const visit = (node) => {
    if (ts.isIdentifier(node) && names.has(node.text)) {
      const { parent } = node;
      const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
      const isKey = (ts.isPropertyAssignment(parent) || ts.isClassElement(parent)) && parent.name === node;
      const isKeyOfPattern = ts.isBindingElement(parent) && parent.propertyName === node;
      const binds =
        (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) &&
        parent.name === node;
      if (binds) throw new Error(`${file}: the local \`${node.text}\` hides a declaration`);
      if (!isMember && !isKey && !isKeyOfPattern) found.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return found;
}
