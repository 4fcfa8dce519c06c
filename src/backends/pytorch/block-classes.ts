import { isScalar, type Scalar, type Value } from '../../expression/ast';
import type { BlockUse, ValueId } from '../../graph/graph';
import { typingOf } from '../../graph/typed-graph';
import { INDENT, layOut } from '../python/code';
import { python } from '../python/expression';
import { snakeCase } from '../python/identifiers';
import { literal } from '../python/literal';
import { type Code, flatten, line, reference, type Text, usesOf, wrap } from '../source/code';
import { formulaOf, type Parameter, plainValue, scalarParameters } from '../source/expression';
import { Names } from '../source/names';
import type { Call } from '../source/plan-body';
import { assemble, type InitLine, indentOf } from './builds';
import { inputChannels, inputNames } from './channel-expressions';
import { ClassNames } from './class-names';
import type { RenderedBody } from './forward-line';
import { type Frame, namesAt, type Program, type UsedClass } from './frame';
import { chainOf, holdsName, type Part } from './parts';
import { renderBody } from './render-body';
import { renderParts } from './render-parts';
import { reservedAttributes, reservedLocals } from './reserved';

/** The classes of the used blocks. Uses that differ only in parameters share one. */
export class BlockClasses {
  /** By their names, in the order of their first uses. */
  readonly #declarations = new Map<string, Text>();
  readonly #program: Program;
  readonly #names: ClassNames;
  readonly #byText = new Map<string, string>();
  readonly #byUse = new Map<string, UsedClass>();

  constructor(program: Program, names: Names) {
    this.#program = program;
    this.#names = new ClassNames(program.graph, names);
  }

  /** The classes, each after those that it uses. */
  declarations(): readonly Text[] {
    const ordered = new Set<Text>();
    const add = (text: Text | undefined): void => {
      if (!text || ordered.has(text)) return;
      for (const name of usesOf(text)) add(this.#declarations.get(name));
      ordered.add(text);
    };
    for (const text of this.#declarations.values()) add(text);
    return [...ordered];
  }

  /** The class for one use, and its layers. */
  of(call: Call): UsedClass {
    const key = `${call.use.block} ${call.use.name}`;
    const known = this.#byUse.get(key);
    if (known) return known;
    const used = this.#render(call);
    this.#byUse.set(key, used);
    return used;
  }

  #render({ use, exports }: Call): UsedClass {
    const { graph } = this.#program;
    const identifiers = new Names(snakeCase, reservedLocals);
    const channelNames = this.#channelNames(use).map((name) => identifiers.mint(name));
    const defaults = graph.blocks.get(use.block)?.parameters;
    const parameters = new Map<string, Parameter>(
      scalarParameters(use).map(([name, value]) => {
        const plain = typeOf(plainValue(value), defaultOf(value, defaults?.get(name)));
        const float = plain === 'float' || (plain === 'int' && this.#program.fractions.has(`${use.block} ${name}`));
        return [name, { identifier: identifiers.mint(name), value, float }] as const;
      }),
    );
    const names = inputNames(graph, use);
    const inputs = use.body.inputs.map((value, index) => [names[index] ?? '', value] as const);
    const entering = new Map(use.body.inputs.map((value, index) => [value, reference(channelNames[index] ?? '')]));
    const frame: Frame = {
      block: use.block,
      locals: identifiers,
      prefix: `${use.name}/`,
      attributes: new Names(snakeCase, reservedAttributes),
      parameters,
      inputs: new Map(inputs),
      expressions: new Map(inputs.map(([name, value]) => [value, inputChannels(graph, name, value)])),
      entering,
      channels: new Map(entering),
      kept: new Map(),
      modules: new Map(),
      init: [],
      layers: [],
    };
    const computed = this.#computed(use, frame, parameters);
    const chain = exports.length === 1 && exports[0] === use.body.result ? chainOf(this.#program, use.body) : undefined;
    const content =
      chain && chain.length > 0 && !holdsName(chain)
        ? this.#sequence(frame, chain, use.body.result)
        : this.#module(frame, { use, exports }, names);
    const inner = readBy(content.init);
    const used = neededOf(computed, inner);
    const own = new Set(used.map(({ identifier }) => identifier));
    const locals = used.map(({ identifier, code }): InitLine => ({ depth: 0, code: wrap(`${identifier} = `, code) }));
    const read = new Set([...inner, ...readBy(locals)]);
    const wanted = channelNames.flatMap((name, index) => (read.has(name) ? [index] : []));
    const described = this.#parametersOf(use, parameters, read).filter(({ identifier }) => !own.has(identifier));
    const signature = [
      ...wanted.map((index) => `${channelNames[index]}: int`),
      ...described.map(
        ({ identifier, type, standard }) => `${identifier}: ${type}${standard === undefined ? '' : ` = ${standard}`}`,
      ),
    ];
    const begin = content.base === 'nn.Module' ? [SUPER] : [];
    const statements = [...locals, ...content.init];
    // A module that keeps nothing needs no `__init__`.
    const init = statements.length > 0 ? initLines(signature, [...begin, ...statements]).join('\n') : undefined;
    const forward = content.forward.length > 0 ? content.forward.join('\n') : undefined;
    const text = [init, forward].flatMap((part) => part ?? []).join('\n\n');
    const gives = exports.map((value) => frame.expressions.get(value));
    const name = this.#nameOf(use, described, content.base, { text, uses: [...read, ...content.uses] });
    const layers = frame.layers.map((layer) => ({ within: { name, path: layer.path }, ...layer }));
    return { name, channels: wanted, parameters: described, gives, layers };
  }

  /** Parameters that the class computes, in order. */
  #computed({ computed }: BlockUse, frame: Frame, parameters: Map<string, Parameter>): Computed[] {
    const found: Computed[] = [];
    for (const [name, expression] of computed) {
      const parameter = frame.parameters.get(name);
      if (!parameter) continue;
      const names = namesAt(this.#program.graph, frame, []);
      const code = formulaOf(python, expression, names, plainValue(parameter.value));
      if (!code) continue;
      const same = [...frame.parameters.values()].find(({ identifier }) => identifier === flatten(code));
      // What equals another parameter needs no variable.
      if (same) parameters.set(name, { ...parameter, identifier: same.identifier });
      else found.push({ identifier: parameter.identifier, code });
    }
    return found;
  }

  /** A class that is a `nn.Sequential`. */
  #sequence(frame: Frame, chain: readonly Part[], result: ValueId): Content {
    const { builds, layers, expression } = renderParts(this.#program, frame, chain, result);
    if (expression) frame.expressions.set(result, expression);
    const { lines, items } = assemble(builds);
    frame.layers.push(...layers);
    const init = [...lines, { depth: 0, code: { open: 'super().__init__(', items, close: ')' } }];
    return { base: 'nn.Sequential', init, forward: [], uses: [] };
  }

  /** A class with a `forward` of its own. */
  #module(frame: Frame, { use, exports }: Pick<Call, 'use' | 'exports'>, inputs: readonly string[]): Content {
    const wishes = inputs.map((name) => (inputs.length === 1 ? undefined : name));
    const forward = renderBody(this.#program, frame, { body: use.body, wishes, results: { values: exports } });
    const result = exports.length === 1 ? 'Tensor' : `tuple[${exports.map(() => 'Tensor').join(', ')}]`;
    return { base: 'nn.Module', init: initCodes(frame), forward: forwardLines(forward, result), uses: forward.uses };
  }

  /** The arguments for the `channels` of a class's inputs: `in_channels`, or one per input. */
  #channelNames({ block, body }: BlockUse): string[] {
    const names = this.#program.graph.blocks.get(block)?.inputs ?? [''];
    return body.inputs.map((value, index) => {
      const unit = typingOf(this.#program.graph, value).output.length === 1 ? 'features' : 'channels';
      return names.length === 1 ? `in_${unit}` : `${names[index]}_${unit}`;
    });
  }

  #parametersOf({ block }: BlockUse, parameters: Frame['parameters'], read: ReadonlySet<string>) {
    const defaults = this.#program.graph.blocks.get(block)?.parameters;
    const identifiers = new Set<string>();
    const all = [...parameters].flatMap(([name, { identifier, value, float }]) => {
      if (!read.has(identifier) || identifiers.has(identifier)) return [];
      identifiers.add(identifier);
      const standard = defaultOf(value, defaults?.get(name));
      const text = standard === undefined ? undefined : literal(standard);
      const type = float ? 'float' : typeOf(plainValue(value), standard);
      return [{ name, identifier, type, float: type === 'float', standard: text }];
    });
    // Python requires parameters without a default first.
    return [
      ...all.filter(({ standard }) => standard === undefined),
      ...all.filter(({ standard }) => standard !== undefined),
    ];
  }

  #nameOf(use: BlockUse, parameters: UsedClass['parameters'], base: string, body: Text): string {
    const key = `${use.block}\n${base}\n${body.text}`;
    const known = this.#byText.get(key);
    if (known !== undefined) return known;
    const identifier = this.#names.mint(use, new Set(parameters.map(({ name }) => name)));
    this.#byText.set(key, identifier);
    this.#declarations.set(identifier, line`class ${identifier}(${base}):\n${body}`);
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

/** The lines of `__init__` after that of `super`: the parameters that a class keeps, then its modules. */
export function initCodes({ init, kept, parameters }: Frame): InitLine[] {
  const keeping = [...kept].flatMap(([name, attribute]): InitLine[] => {
    const { identifier } = parameters.get(name) ?? {};
    return identifier === undefined
      ? []
      : [{ depth: 0, code: { text: `self.${attribute} = ${identifier}`, uses: [identifier] } }];
  });
  return [...keeping, ...init];
}

/** The first line of `__init__` of a module. */
export const SUPER: InitLine = { depth: 0, code: 'super().__init__()' };

/** `__init__` with its lines; `more` are used as they are. */
export function initLines(
  signature: readonly string[],
  lines: readonly InitLine[],
  more: readonly string[] = [],
): string[] {
  const open: Code = { open: 'def __init__(', items: ['self', ...signature], close: ') -> None:' };
  return [layOut(open, INDENT), ...lines.map((line) => layOut(line.code, indentOf(line))), ...more];
}

function readBy(lines: readonly InitLine[]): ReadonlySet<string> {
  return new Set(lines.flatMap(({ code }) => [...usesOf(code)]));
}

/** `forward` with its statements. */
export function forwardLines({ inputs, lines }: RenderedBody, result: string): string[] {
  const items = ['self', ...inputs.map((name) => `${name}: Tensor`)];
  return [layOut({ open: 'def forward(', items, close: `) -> ${result}:` }, INDENT), ...lines];
}

/** A parameter that a class computes from others. */
interface Computed {
  readonly identifier: string;
  readonly code: Code;
}

/** Those that are read, also by one another. */
function neededOf(computed: readonly Computed[], read: ReadonlySet<string>): Computed[] {
  const needed = new Set(read);
  const found = computed.toReversed().filter(({ identifier, code }) => {
    if (!needed.has(identifier)) return false;
    for (const name of usesOf(code)) needed.add(name);
    return true;
  });
  return found.reverse();
}

/** The body of a class. */
interface Content {
  readonly base: 'nn.Module' | 'nn.Sequential';
  readonly init: readonly InitLine[];
  /** Empty if the base class has it. */
  readonly forward: readonly string[];
  readonly uses: Iterable<string>;
}
