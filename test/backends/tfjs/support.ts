import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as tf from '@tensorflow/tfjs';
import ts from 'typescript';
import { emitTfjs } from '../../../src/backends/tfjs/emit-tfjs';
import { compile } from '../../../src/compiler/compile';
import { messageOf } from '../../../src/diagnostics/wording';
import { loadTensorflow } from '../../../src/engines/tfjs-node/load';
import { locateTensorflow } from '../../../src/engines/tfjs-node/locate';
import { loadWasm } from '../../../src/engines/wasm/load';
import type { TypedGraph } from '../../../src/graph/typed-graph';

/** What a generated program exports. */
export interface Generated {
  createModel(): tf.LayersModel;
  preprocess(pixels: tf.Tensor): tf.Tensor;
  loadWeights(model: tf.LayersModel, file: string): void;
  predict(model: tf.LayersModel, values: tf.Tensor): tf.Tensor;
  saveWeights(model: tf.LayersModel, file: string): void;
  train(folder: string, options?: TrainOptions): tf.LayersModel;
}

interface TrainOptions {
  epochs?: number;
  batchSize?: number;
  learningRate?: number;
  seed?: number;
  model?: tf.LayersModel;
}

/** The graph of a spec that must be valid. */
export function graphOf(spec: string): TypedGraph {
  const { graph, ok, diagnostics } = compile(spec);
  if (!ok || !graph) throw new Error(diagnostics.map((one) => `${one.code}: ${messageOf(one)}`).join('\n'));
  return graph;
}

/** A spec of an image of 8 x 6 x 4 with the given layers. */
export function specOf(layers: string, blocks = ''): string {
  return `modelc: 1\nname: test\ninput: { height: 8, width: 6, channels: 4 }\n${blocks}layers:\n${layers}`;
}

export function emit(spec: string): Promise<string> {
  return emitTfjs(graphOf(spec));
}

export type Tfjs = typeof tf;

/** The native engine if it is installed, or else WebAssembly with the layers of tfjs. */
export async function loadEngine(): Promise<Tfjs> {
  const native = locateTensorflow().some(({ state }) => state === 'usable') ? await loadTensorflow() : undefined;
  if (native?.ok) return native.runtime.tf as unknown as Tfjs;
  const layers = await import('@tensorflow/tfjs');
  const wasm = await loadWasm();
  if (!wasm.ok) throw new Error(wasm.reason);
  return layers;
}

/** Runs a generated program as a module, with an engine in place of tfjs-node. */
export function load(text: string, engine: Tfjs): Generated {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const require = createRequire(__filename);
  const exports = {} as Generated;
  const run = new Function('exports', 'require', 'module', outputText);
  run(exports, (name: string) => (name === '@tensorflow/tfjs-node' ? engine : require(name)), {});
  return exports;
}

const root = path.join(__dirname, '../../..');

/** What declares the types of tfjs-node as far as programs use them. */
const TYPES = path.join(root, 'src/backends/tfjs/parts/tfjs-node.d.ts');

/** The compiler's errors for programs under strict settings, as ES modules (`.mts`) or CommonJS by their names. */
export function compileStrictly(texts: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    exactOptionalPropertyTypes: true,
    // Node runs them without a compiler, by leaving out types.
    erasableSyntaxOnly: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  const textOf = (file: string): string | undefined => texts.get(path.relative(root, file));
  host.getCurrentDirectory = () => root;
  host.fileExists = (file) => textOf(file) !== undefined || fileExists(file);
  host.readFile = (file) => textOf(file) ?? readFile(file);
  host.getSourceFile = (file, ...others) => {
    const text = textOf(file);
    return text === undefined
      ? getSourceFile(file, ...others)
      : ts.createSourceFile(file, text, ts.ScriptTarget.ES2022);
  };
  const files = [...texts.keys()].map((file) => path.join(root, file));
  return ts
    .getPreEmitDiagnostics(ts.createProgram([TYPES, ...files], options, host))
    .map(({ file, start, messageText }) => {
      const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${file ? path.basename(file.fileName) : ''}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
}

/** The text of a spec of the repository. */
export function readSpecFile(name: string): string {
  return fs.readFileSync(path.join(root, 'specs', name), 'utf8');
}
