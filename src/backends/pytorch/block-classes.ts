import { isScalar, type Scalar, type Value } from '../../expression/ast';
import type { BlockUse } from '../../graph/graph';
import { typingOf } from '../../graph/typed-graph';
import { INDENT, layOut } from '../python/code';
import { pascalCase, snakeCase } from '../python/identifiers';
import { literal } from '../python/literal';
import { type Code, line, reference, type Text, usesOf, wrap } from '../source/code';
import { plainValue, scalarParameters } from '../source/expression';
import { Names } from '../source/names';
import type { Call } from '../source/plan-body';
import { inputChannels } from './channel-expressions';
import type { Frame, Program, UsedClass } from './frame';
import { type RenderedBody, renderBody } from './render-body';
import { reservedAttributes, reservedWords } from './reserved';

/** The classes of the used blocks. Uses that differ only in parameters share one. */
export class BlockClasses {
  /** A class comes after those that it uses. */
  readonly declarations: Text[] = [];
  readonly #program: Program;
  readonly #names: Names;
  readonly #byText = new Map<string, string>();
  readonly #rendered = new Set<string>();

  constructor(program: Program, names: Names) {
    this.#program = program;
    this.#names = names;
  }

  /** The class for one use, and its layers. */
  of({ use, exports }: Call): UsedClass {
    const identifiers = new Names(snakeCase, reservedWords);
    const channelNames = this.#channelNames(use).map((name) => identifiers.mint(name));
    const defaults = this.#program.graph.blocks.get(use.block)?.parameters;
    const parameters = new Map(
      scalarParameters(use).map(([name, value]) => {
        const float = typeOf(plainValue(value), defaultOf(value, defaults?.get(name))) === 'float';
        return [name, { identifier: identifiers.mint(name), value, float }] as const;
      }),
    );
    const inputs = this.#program.graph.blocks.get(use.block)?.inputs ?? [];
    const frame: Frame = {
      prefix: `${use.name}/`,
      attributes: new Names(snakeCase, reservedAttributes),
      parameters,
      inputs: new Map(use.body.inputs.flatMap((value, index) => (inputs[index] ? [[inputs[index], value]] : []))),
      expressions: new Map(
        use.body.inputs.flatMap((value, index) =>
          inputs[index] ? [[value, inputChannels(this.#program.graph, inputs[index], value)]] : [],
        ),
      ),
      channels: new Map(use.body.inputs.map((value, index) => [value, reference(channelNames[index] ?? '')])),
      kept: new Map(),
      modules: new Map(),
      init: [],
      layers: [],
    };
    const wishes = inputs.map((name) => (inputs.length === 1 ? undefined : name));
    const forward = renderBody(this.#program, frame, { body: use.body, wishes, results: { values: exports } });
    const init = initCodes(frame);
    const read = new Set(init.flatMap((code) => [...usesOf(code)]));
    const wanted = channelNames.flatMap((name, index) => (read.has(name) ? [index] : []));
    const described = this.#parametersOf(use, parameters, read);
    const signature = [
      ...wanted.map((index) => `${channelNames[index]}: int`),
      ...described.map(
        ({ identifier, type, standard }) => `${identifier}: ${type}${standard === undefined ? '' : ` = ${standard}`}`,
      ),
    ];
    const result = exports.length === 1 ? 'Tensor' : `tuple[${exports.map(() => 'Tensor').join(', ')}]`;
    const text = [...initLines(signature, init), '', ...forwardLines(forward, result)].join('\n');

    const gives = exports.map((value) => frame.expressions.get(value));
    const name = this.#nameOf(use, { text, uses: [...read, ...forward.uses] });
    return { name, channels: wanted, parameters: described, gives, layers: frame.layers };
  }

  /** The arguments for the `channels` of a class's inputs: `in_channels`, or one per input. */
  #channelNames({ block, body }: BlockUse): string[] {
    const names = this.#program.graph.blocks.get(block)?.inputs ?? [];
    return body.inputs.map((value, index) => {
      const unit = typingOf(this.#program.graph, value).output.length === 1 ? 'features' : 'channels';
      return names.length === 1 ? `in_${unit}` : `${names[index]}_${unit}`;
    });
  }

  #parametersOf({ block }: BlockUse, parameters: Frame['parameters'], read: ReadonlySet<string>) {
    const defaults = this.#program.graph.blocks.get(block)?.parameters;
    const all = [...parameters].flatMap(([name, { identifier, value }]) => {
      if (!read.has(identifier)) return [];
      const standard = defaultOf(value, defaults?.get(name));
      const text = standard === undefined ? undefined : literal(standard);
      return [{ name, identifier, type: typeOf(plainValue(value), standard), standard: text }];
    });
    // Python requires parameters without a default first.
    return [
      ...all.filter(({ standard }) => standard === undefined),
      ...all.filter(({ standard }) => standard !== undefined),
    ];
  }

  #nameOf({ block, name }: BlockUse, body: Text): string {
    const key = `${block}\n${body.text}`;
    const known = this.#byText.get(key);
    if (known !== undefined) return known;
    const isFirst = !this.#rendered.has(block);
    this.#rendered.add(block);
    const identifier = this.#names.mint(block, pascalCase);
    this.#byText.set(key, identifier);
    const doc = `"""Block \`${block}\`${isFirst ? '' : `, as \`${name}\` has it`}."""`;
    this.declarations.push(line`class ${identifier}(nn.Module):\n${INDENT}${doc}\n\n${body}`);
    return identifier;
  }
}

/** A default, if it has the type of the value: a size may be a word by default. */
function defaultOf(value: Scalar, standard: Value | undefined): number | string | boolean | undefined {
  const plain = standard === undefined || !isScalar(standard) ? undefined : plainValue(standard);
  return typeof plain === typeof plainValue(value) ? plain : undefined;
}

function typeOf(value: number | string | boolean, standard: number | string | boolean | undefined): string {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  return Number.isInteger(value) && (standard === undefined || Number.isInteger(standard)) ? 'int' : 'float';
}

/** The statements of `__init__`: the parameters that a class keeps, then its modules. */
export function initCodes({ init, kept, parameters }: Frame): Code[] {
  const keeping = [...kept].flatMap(([name, attribute]) => {
    const { identifier } = parameters.get(name) ?? {};
    return identifier === undefined ? [] : [{ text: `self.${attribute} = ${identifier}`, uses: [identifier] }];
  });
  return [...keeping, ...init.map(({ attribute, code }) => wrap(`self.${attribute} = `, code))];
}

/** `__init__` with its statements; `more` are lines used as they are. */
export function initLines(
  signature: readonly string[],
  statements: readonly Code[],
  more: readonly string[] = [],
): string[] {
  const open: Code = { open: 'def __init__(', items: ['self', ...signature], close: ') -> None:' };
  const lines = ['super().__init__()', ...statements].map((code) => layOut(code, INDENT + INDENT));
  return [layOut(open, INDENT), ...lines, ...more];
}

/** `forward` with its statements. */
export function forwardLines({ inputs, lines }: RenderedBody, result: string): string[] {
  const items = ['self', ...inputs.map((name) => `${name}: Tensor`)];
  return [layOut({ open: 'def forward(', items, close: `) -> ${result}:` }, INDENT), ...lines];
}
