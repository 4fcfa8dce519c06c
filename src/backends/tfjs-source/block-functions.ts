import type { FunctionDeclarationStructure } from 'ts-morph';
import type { BlockUse, ValueId } from '../../graph/graph';
import { nodeOf } from '../../graph/graph';
import { layOut, wrap } from '../source/code';
import { Names } from '../source/names';
import type { Call } from '../source/plan-body';
import { plainValue } from './expression';
import { type Callee, type Frame, LINE_WIDTH, type Program } from './frame';
import { literal } from './literal';
import { renderBody } from './render-body';
import { reserved } from './reserved';

const TENSOR = 'tf.SymbolicTensor';

export type FunctionCode = Omit<FunctionDeclarationStructure, 'kind'>;

/** The functions of the blocks in use. Uses that come out the same but for parameters share one. */
export class BlockFunctions {
  /** A function stands after those that it calls. */
  readonly declarations: FunctionCode[] = [];
  readonly #program: Program;
  readonly #names: Names;
  readonly #byText = new Map<string, Callee>();
  readonly #byUse = new Map<BlockUse, Callee>();

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

  #render(use: BlockUse, exports: readonly ValueId[]): Callee {
    const { frame, keys, statements } = this.#body(use, exports);
    const signature = this.#program.graph.blocks.get(use.block)?.parameters ?? new Map();
    const parameters = [...frame.parameters]
      .filter(([name]) => frame.used.has(name))
      .map(([name, { identifier, value }]) => {
        const standard = signature.get(name);
        const type = typeof plainValue(value);
        return { name, identifier, type, standard: standard === undefined ? undefined : literal(plainValue(standard)) };
      });
    const text = JSON.stringify([use.block, parameters, frame.usesName, statements]);
    const shared = this.#byText.get(text);
    if (shared) return shared;
    const callee: Callee = { identifier: this.#names.mint(use.block), needsName: frame.usesName, parameters, keys };
    this.#byText.set(text, callee);
    this.declarations.push({
      name: callee.identifier,
      docs: [`Block \`${use.block}\`${frame.usesName ? '; `name` goes before the names of its layers' : ''}.`],
      parameters: [
        { name: 'input', type: TENSOR },
        ...(frame.usesName ? [{ name: 'name', type: 'string' }] : []),
        ...(parameters.length > 0 ? [optionsParameter(parameters)] : []),
      ],
      returnType: keys ? `{ ${keys.map((key) => `${key}: ${TENSOR}`).join('; ')} }` : TENSOR,
      statements,
    });
    return callee;
  }

  #body(
    use: BlockUse,
    exports: readonly ValueId[],
  ): { frame: Frame; keys: string[] | undefined; statements: string[] } {
    const names = new Names(reserved, this.#names);
    const input = names.mint('input');
    names.mint('name');
    const parameters = new Map(
      [...use.parameters].map(([name, value]) => [name, { identifier: names.mint(name), value }] as const),
    );
    const values = new Map([[use.body.input, input]]);
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
    const keys = new Names(new Set());
    return exports.map((value) => {
      const local = nodeOf(this.#program.graph, value)?.name.slice(use.name.length) ?? '';
      return keys.mint(value === use.body.result ? 'output' : local);
    });
  }
}

interface TypedParameter {
  readonly identifier: string;
  readonly type: string;
  readonly standard: string | undefined;
}

/** `{ reduce = 16, out = 24 } = {}`, with types where a parameter has no default. */
function optionsParameter(parameters: readonly TypedParameter[]): {
  name: string;
  type?: string;
  initializer?: string;
} {
  const items = parameters.map(({ identifier, standard }) =>
    standard === undefined ? identifier : `${identifier} = ${standard}`,
  );
  const name = layOut({ open: '{', items, close: '}', spaced: true }, LINE_WIDTH - 30);
  if (parameters.every(({ standard }) => standard !== undefined)) return { name, initializer: '{}' };
  const types = parameters.map(
    ({ identifier, type, standard }) => `${identifier}${standard === undefined ? '' : '?'}: ${type}`,
  );
  return { name, type: `{ ${types.join('; ')} }` };
}
