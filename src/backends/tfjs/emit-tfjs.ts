import type { ImportDeclarationStructure } from 'ts-morph';
import { valuesOf } from '../../dimensions/dimension';
import { MARKER } from '../../files/write-program';
import { type BlockUse, type Body, mainOutput, nodesFor, type ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { enclosingScopes, scopesIn } from '../../graph/walk';
import { layOut, usesOf } from '../source/code';
import { commentLines } from '../source/comment';
import { findLiveValues } from '../source/live-values';
import { Names } from '../source/names';
import { BlockFunctions } from './block-functions';
import { type Frame, LINE_WIDTH, type Program } from './frame';
import { camelCase } from './identifiers';
import { literal } from './literal';
import { itemsUnderConditions } from './plan';
import { mainCode } from './program/main';
import { type OutputsCode, outputsCode } from './program/outputs';
import { scoresOf } from './program/predict';
import { inputsCode, preprocessCode } from './program/preprocess';
import { trainingCode, trainingConstants } from './program/training';
import { importsOf, isPart, isSymbolic, type PartName, partText, withUses } from './program-parts';
import { renderBody } from './render-body';
import { originsOf, placesThatPass } from './render-layer';
import { reserved } from './reserved';
import { sharersIn, withoutSharedBlocks } from './shared-layers';
import { sharesOf } from './shares';
import { type FunctionCode, functionText } from './signature';

/**
 * A TypeScript program that builds, trains and runs the model of a graph and depends only on tfjs-node. The graph must have passed all
 * checks. Rejects with the error of `import` if ts-morph is not installed.
 */
export async function emitTfjs(graph: TypedGraph): Promise<string> {
  const { IndentationText, Project, QuoteKind, StructureKind } = await import('ts-morph');
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Single },
  });
  const { imports, helpers, functions, model, rest } = planProgram(graph);
  const file = project.createSourceFile('model.ts', {
    statements: [
      header(graph),
      ...imports.map((code): ImportDeclarationStructure => ({ kind: StructureKind.ImportDeclaration, ...code })),
      UTILITIES,
      constants(graph),
      ...helpers,
      ...[...functions, model].map(functionText),
      ...rest,
    ],
  });
  file.formatText({ indentSize: 2 });
  return `${file
    .getFullText()
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

interface ProgramCode {
  readonly imports: readonly Omit<ImportDeclarationStructure, 'kind'>[];
  /** Parts for the functions of blocks and the model. */
  readonly helpers: readonly string[];
  /** Blocks, each after those that it uses. */
  readonly functions: readonly FunctionCode[];
  readonly model: FunctionCode;
  /** Everything below the model. */
  readonly rest: readonly string[];
}

function planProgram(typed: TypedGraph): ProgramCode {
  const sharers = sharersIn(typed, nodesFor(typed, typed.outputs));
  const graph = withoutSharedBlocks(typed, sharers);
  const names = new Names(camelCase, reserved);
  const live = findLiveValues(graph, graph.outputs);
  const program: Program = {
    graph,
    live,
    sharing: { sharers, layers: new Map(), declared: [] },
    origins: originsOf(graph),
    paths: pathsOf(graph),
    scopes: enclosingScopes(graph.body),
    underConditions: itemsUnderConditions(graph, live),
    computing: usesThatCompute(graph.body),
    shares: sharesOf(graph),
    passing: placesThatPass(graph),
    nameAll: graph.nodes.some(({ name }) => AUTOMATIC_NAME.test(name)),
    functionOf: (call) => blocks.of(call),
  };
  const blocks = new BlockFunctions(program, names);
  blocks.prepare(graph.body);
  const preprocessors = graph.inputs.map(({ name }) =>
    graph.inputs.length === 1 ? 'preprocess' : names.mint(`preprocess/${name}`),
  );
  const { model, outputs, uses } = modelFunction(program, new Names(camelCase, reserved, names));
  const output = valuesOf(typingOf(graph, mainOutput(graph).value).output);
  const training = graph.train && trainingCode(graph, graph.train, outputs);
  const main = mainCode(graph, output.length === 1 ? scoresOf(graph) : undefined, outputs);
  const parts = withUses([
    ...[...uses, ...blocks.declarations.flatMap((declared) => [...declared.uses])].filter(isPart),
    ...main.uses,
    ...(training?.uses ?? []),
  ]);
  const rest = [
    ...graph.inputs.map((input, index) => preprocessCode(input, preprocessors[index])),
    ...(graph.inputs.length === 1 ? [] : [inputsCode(graph.inputs, preprocessors)]),
    ...(outputs.inference ? [outputs.inference] : []),
    ...parts.filter((name) => !isSymbolic(name)).map(partText),
    ...(training?.code ?? []),
    ...main.code,
  ];
  const helpers = parts.filter(isSymbolic).map(partText);
  return { imports: importsCode(parts), helpers, functions: blocks.declarations.map(({ code }) => code), model, rest };
}

/** How tfjs names a layer without a name: `dropout_Dropout1`. */
const AUTOMATIC_NAME = /^[a-z0-9_]+_[A-Z][A-Za-z0-9]*\d$/;

/** For each parameter of a block with a computed default: the first use that has it. */
function usesThatCompute(body: Body): Program['computing'] {
  const found = new Map<string, BlockUse>();
  const note = (use: BlockUse): void => {
    for (const name of use.computed.keys()) {
      const key = `${use.block} ${name}`;
      if (!found.has(key)) found.set(key, use);
    }
  };
  const visit = ({ steps }: Body): void => {
    for (const step of steps) {
      if (step.type === 'use') note(step.use);
      for (const scope of scopesIn(step)) visit(scope.body);
    }
  };
  visit(body);
  return found;
}

function pathsOf(graph: TypedGraph): ReadonlyMap<ValueId, string> {
  const pairs = graph.nodes.flatMap(({ inputs, paths }) =>
    (paths ?? []).map((path, index) => [inputs[index], path] as const),
  );
  return new Map(pairs.flatMap(([value, path]) => (value === undefined ? [] : [[value, path] as const])));
}

const UTILITIES = `
// tfjs-node 4.22 calls two functions of node:util that Node 23 removed.
Object.assign(process.getBuiltinModule?.('node:util') ?? {}, {
  isArray: Array.isArray,
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
});`;

function constants(graph: TypedGraph): string {
  const [input, ...others] = graph.inputs;
  const shape = others.length === 0 ? [`const INPUT_SHAPE = [${input?.shape.join(', ')}];`] : [];
  return `\n${[...shape, ...(graph.train ? trainingConstants(graph, graph.train) : [])].join('\n')}`;
}

function header({ name, description }: TypedGraph): string {
  const text = description === undefined ? name : `${name}: ${description}`;
  return [
    ...commentLines(text, LINE_WIDTH - 3),
    `${MARKER} from a spec. To change it, change the spec and build it again.`,
    'Needs tfjs-node: `npm install @tensorflow/tfjs-node`. `--help` explains its commands.',
  ]
    .map((line) => `// ${line}`)
    .join('\n');
}

function importsCode(parts: readonly PartName[]): ProgramCode['imports'] {
  const fromNode = [...importsOf(parts)].map(([moduleSpecifier, names]) => ({
    moduleSpecifier,
    namedImports: [...names],
  }));
  return [...fromNode, { moduleSpecifier: '@tensorflow/tfjs-node', namespaceImport: 'tf' }];
}

function modelFunction(
  program: Program,
  names: Names,
): { readonly model: FunctionCode; readonly outputs: OutputsCode; readonly uses: readonly string[] } {
  const { graph } = program;
  const inputs = graph.inputs.map(({ name }) => names.mint(name));
  const values = new Map<ValueId, string>(inputs.entries());
  const frame: Frame = { names, use: undefined, prefix: '', parameters: new Map(), inputs: new Map(), values };
  const results = graph.outputs.map(({ value }) => value);
  const { lines, uses } = renderBody(program, frame, graph.body, results);
  const outputs = outputsCode(program, values);
  const single = inputs.length === 1;
  const given = single ? `inputs: ${inputs[0]}` : `inputs: [${inputs.join(', ')}]`;
  const options = [`name: ${literal(graph.name)}`, given, outputs.option];
  const made = graph.inputs.map(({ name, shape }, index) => {
    const size = single ? 'INPUT_SHAPE' : `[${shape.join(', ')}]`;
    return `  const ${inputs[index]} = tf.input({ name: ${literal(name)}, shape: ${size} });`;
  });
  const model: FunctionCode = {
    name: 'createModel',
    isExported: true,
    doc: `The model, with initial weights.${describeLeftOut(program)}`,
    parameters: [],
    returnType: 'tf.LayersModel',
    statements: [
      ...made,
      ...lines,
      layOut({ open: 'return tf.model({', items: options, close: '});', spaced: true }, LINE_WIDTH, '  '),
    ],
  };
  return { model, outputs, uses: [...uses, ...usesOf(outputs.option)] };
}

function describeLeftOut({ graph, live }: Program): string {
  const names = graph.nodes.filter(({ id }) => !live.nodes.has(id)).map(({ name }) => `\`${name}\``);
  const shown = names.slice(0, 3).join(', ');
  const others = names.length > 3 ? ` and ${names.length - 3} others` : '';
  return names.length === 0 ? '' : `\nWithout ${shown}${others}, which its output does not depend on.`;
}
