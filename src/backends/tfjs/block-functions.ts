import { type BlockUse, type Body, nodeOf, type ValueId } from '../../graph/graph';
import { flatSteps } from '../../graph/walk';
import { layOut, wrap } from '../source/code';
import { plainValue } from '../source/expression';
import { Names } from '../source/names';
import type { Call } from '../source/plan-body';
import { type Callee, type Frame, LINE_WIDTH, type Program } from './frame';
import { literal } from './literal';
import { endsPath, renderBody } from './render-body';
import { reserved } from './reserved';
import { type FunctionCode, signatureOf, type TypedParameter } from './signature';

/** The functions of the blocks in use. Uses that come out the same but for parameters share one. */
export class BlockFunctions {
  /** A function stands after those that it calls. */
  readonly declarations: FunctionCode[] = [];
  readonly #program: Program;
  readonly #names: Names;
  readonly #byText = new Map<string, Callee>();
  readonly #byUse = new Map<BlockUse, Callee>();
  readonly #rendered = new Set<string>();

  constructor(program: Program, names: Names) {
    this.#program = program;
    this.#names = names;
  }

  of({ use, exports }: Call): Callee {
    const known = this.#byUse.get(use);
    if (known) return known;
    const callee = this.#render(use, exports);
    this.#byUse.set(use, callee);
    return callee;
  }

  /** Makes the functions that a body calls, before any name in it could take theirs. */
  prepare(body: Body): void {
    for (const step of flatSteps(body)) {
      const exports = (step.type === 'use' && this.#program.live.exports.get(step.use)) || [];
      if (step.type === 'use' && exports.length > 0) this.of({ type: 'call', use: step.use, exports });
    }
  }

  #render(use: BlockUse, exports: readonly ValueId[]): Callee {
    this.prepare(use.body);
    const { frame, keys, statements } = this.#body(use, exports);
    const parameters = this.#parametersOf(use, frame);
    const text = JSON.stringify([use.block, parameters, frame.usesName, statements]);
    const shared = this.#byText.get(text);
    if (shared) return shared;
    const isFirst = !this.#rendered.has(use.block);
    const inputs = use.body.inputs.map((value) => `return ${frame.values.get(value)};`);
    const index = statements.length === 1 ? inputs.indexOf(statements[0]?.trim() ?? '') : -1;
    const givesBack = index < 0 ? undefined : index;
    const identifier = givesBack === undefined ? this.#names.mint(use.block) : '';
    const callee: Callee = { identifier, needsName: frame.usesName, parameters, keys, givesBack };
    this.#byText.set(text, callee);
    if (givesBack !== undefined) return callee;
    this.#rendered.add(use.block);
    const which = `Block \`${use.block}\`${isFirst ? '' : `, as \`${use.name}\` has it`}`;
    const doc = `${which}${frame.usesName ? '; `name` goes before the names of its layers' : ''}.`;
    this.declarations.push({ ...signatureOf(callee, this.#inputsOf(use), parameters), docs: [doc], statements });
    return callee;
  }

  /** The block's inputs as its function calls them. */
  #inputsOf({ block }: BlockUse, names = new Names(reserved, this.#names)): string[] {
    return (this.#program.graph.blocks.get(block)?.inputs ?? []).map((name) => names.mint(name));
  }

  #parametersOf({ block }: BlockUse, { parameters, used }: Frame): TypedParameter[] {
    const defaults = this.#program.graph.blocks.get(block)?.parameters;
    return [...parameters].flatMap(([name, { identifier, value }]) => {
      if (!used.has(name)) return [];
      const standard = defaults?.get(name);
      const text = standard === undefined ? undefined : literal(plainValue(standard));
      return [{ name, identifier, type: typeof plainValue(value), standard: text }];
    });
  }

  #body(
    use: BlockUse,
    exports: readonly ValueId[],
  ): { frame: Frame; keys: string[] | undefined; statements: string[] } {
    const names = new Names(reserved, this.#names);
    const inputs = this.#inputsOf(use, names);
    names.mint('name');
    const parameters = new Map(
      [...use.parameters].map(([name, value]) => [name, { identifier: names.mint(name), value }] as const),
    );
    const values = new Map(use.body.inputs.map((value, index) => [value, inputs[index] as string]));
    const frame: Frame = { names, prefix: `${use.name}/`, parameters, values, used: new Set(), usesName: false };
    const { lines, returned } = renderBody(this.#program, frame, use.body, exports);
    if (returned !== undefined) {
      return {
        frame,
        keys: undefined,
        statements: [...lines, layOut(wrap('return ', returned, ';'), LINE_WIDTH, '  ')],
      };
    }
    const texts = exports.map((value) => values.get(value) as string);
    const keys = exports.length === 1 ? undefined : this.#keysOf(use, exports);
    const pairs = keys?.map((key, index) => (key === texts[index] ? key : `${key}: ${texts[index]}`));
    return { frame, keys, statements: [...lines, `  return ${pairs ? `{ ${pairs.join(', ')} }` : texts[0]};`] };
  }

  /** The result is `output`; other values are called as in the block. */
  #keysOf(use: BlockUse, exports: readonly ValueId[]): string[] {
    const { graph, paths } = this.#program;
    const keys = new Names(new Set());
    return exports.map((value) => {
      if (value === use.body.result) return keys.mint('output');
      const local = nodeOf(graph, value)?.name.slice(use.name.length + 1) ?? '';
      const scope = local.slice(0, local.lastIndexOf('/') + 1);
      return keys.mint(endsPath(scope, paths.get(value)) ? scope : local);
    });
  }
}
