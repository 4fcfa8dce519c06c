import { channelsOf } from '../../dimensions/dimension';
import { isScalar, namesIn, type Scalar, type Value } from '../../expression/ast';
import type { BlockUse, ValueId } from '../../graph/graph';
import { typingOf } from '../../graph/typed-graph';
import { python } from '../python/expression';
import { snakeCase } from '../python/identifiers';
import { literal } from '../python/literal';
import { type Code, fixedBy, flatten, line, reference, type Text, usesOf, wrap } from '../source/code';
import { formulaOf, type Parameter, plainValue, scalarParameters } from '../source/expression';
import { Names } from '../source/names';
import type { Call } from '../source/plan-body';
import { type Attempt, type Computed, type Content, type Known, neededOf, originsBehind, unreadIn } from './attempts';
import { assemble, type InitLine } from './builds';
import { inputChannels, inputNames } from './channel-expressions';
import { typeOfKindNamed } from './chosen-kinds';
import { forwardLines, initCodes, initLines, readBy, SUPER } from './class-lines';
import { ClassNames } from './class-names';
import { decisionsIn, dependenciesOf, dependenciesOfNames, fixDecisions } from './dependencies';
import { INPUT_SIZES } from './extents';
import { channelsIn, emptyFrame, type Frame, namesAt, type Origins, type Program, type UsedClass } from './frame';
import { paddingAs } from './paddings';
import { chainOf, holdsName, type Part } from './parts';
import { renderBody } from './render-body';
import { renderParts } from './render-parts';
import { reservedLocals } from './reserved';

type UsedCall = Parameters<Program['classOf']>[0];

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
  of(call: UsedCall): UsedClass {
    const key = `${call.use.block} ${call.use.name}`;
    const known = this.#byUse.get(key);
    if (known) return known;
    const used = this.#render(call);
    this.#byUse.set(key, used);
    return used;
  }

  /** A class whose parameters are right for all their values: one that is not is a number in it. */
  #render(call: UsedCall): UsedClass {
    let known: Known = { numbers: new Set(), unread: new Set() };
    for (;;) {
      const attempt = this.#attempt(call, known);
      const numbers = [...attempt.fixed].filter((name) => attempt.read.has(name) && !known.numbers.has(name));
      const unread = unreadIn(attempt);
      if (numbers.length + unread.length === 0) return this.#declare(call, attempt);
      known = { numbers: new Set([...known.numbers, ...numbers]), unread: new Set([...known.unread, ...unread]) };
    }
  }

  #attempt({ use, exports }: UsedCall, { numbers, unread }: Known): Attempt {
    const { graph } = this.#program;
    const { constants = new Set<string>(), paddings = new Map() } = use.around ?? {
      constants: this.#program.constants.get(use.block),
      paddings: this.#program.paddings.get(use.block),
    };
    const identifiers = new Names(snakeCase, reservedLocals);
    const channelNames = this.#channelNames(use).map((name) => identifiers.mint(name));
    const defaults = graph.blocks.get(use.block)?.parameters;
    const parameters = new Map<string, Parameter>(
      scalarParameters(use).map(([name, value]) => {
        const plain = typeOf(plainValue(value), defaultOf(value, defaults?.get(name)));
        const float = plain === 'float' || (plain === 'int' && this.#program.fractions.has(`${use.block} ${name}`));
        const identifier = identifiers.mint(name);
        return [
          name,
          {
            identifier,
            value,
            float,
            ...((constants.has(name) || numbers.has(identifier)) && { inlined: true as const }),
          },
        ] as const;
      }),
    );
    const names = inputNames(graph, use);
    const inputs = use.body.inputs.map((value, index) => [names[index] ?? '', value] as const);
    const entering = new Map(
      use.body.inputs.map((value, index): [ValueId, Code] => {
        const name = channelNames[index] ?? '';
        return [value, numbers.has(name) ? String(channelsOf(typingOf(graph, value).output).value) : reference(name)];
      }),
    );
    const named = inputs.filter(([, value]) => usesOf(entering.get(value) ?? '').size > 0);
    const frame: Frame = {
      ...emptyFrame(),
      block: use.block,
      kinds: new Set([...(this.#program.kinds.get(use.block) ?? [])].filter((name) => !constants.has(name))),
      constants,
      paddings,
      locals: identifiers,
      prefix: `${use.name}/`,
      parameters,
      values: use.parameters,
      inputs: new Map(inputs),
      expressions: new Map(named.map(([name, value]) => [value, inputChannels(graph, name, value)])),
      entering,
      channels: new Map(entering),
      unread,
    };
    const computed = this.#computed(use, frame, parameters);
    const chain = exports.length === 1 && exports[0] === use.body.result ? chainOf(this.#program, use.body) : undefined;
    const content =
      chain && chain.length > 0 && !holdsName(chain)
        ? this.#sequence(frame, chain, use.body.result)
        : this.#module(frame, { use, exports });
    fixDecisions(graph, frame, decisionsIn(use.body));
    const inner = readBy(content.init);
    const used = neededOf(computed, inner);
    const own = new Set(used.map(({ identifier }) => identifier));
    const locals = used.map(({ identifier, code }): InitLine => ({ depth: 0, code: wrap(`${identifier} = `, code) }));
    const read = new Set([...inner, ...readBy(locals)]);
    const lines = [...locals, ...content.init];
    const behind = originsBehind(frame, computed);
    const fixed = behind([
      ...numbers,
      ...frame.fixed,
      ...content.fixed,
      ...lines.flatMap(({ code }) => [...fixedBy(code)]),
    ]);
    return { frame, channelNames, content, lines, own, read, fixed, behind };
  }

  #declare(
    { use, exports }: Call,
    { frame, channelNames, content, lines, own, read, fixed, behind }: Attempt,
  ): UsedClass {
    const { graph } = this.#program;
    const { parameters } = frame;
    const wanted = channelNames.flatMap((name, index) => (read.has(name) ? [index] : []));
    const described = this.#parametersOf(use, frame, read).filter(({ identifier }) => !own.has(identifier));
    const signature = [
      ...wanted.map((index) => `${channelNames[index]}: int`),
      ...described.map(
        ({ identifier, type, standard }) => `${identifier}: ${type}${standard === undefined ? '' : ` = ${standard}`}`,
      ),
    ];
    const begin = content.base === 'nn.Module' ? [SUPER] : [];
    // A module that keeps nothing needs no `__init__`.
    const init = lines.length > 0 ? initLines(signature, [...begin, ...lines]).join('\n') : undefined;
    const forward = content.forward.length > 0 ? content.forward.join('\n') : undefined;
    const text = [init, forward].flatMap((part) => part ?? []).join('\n\n');
    const uses = [...read, ...content.uses];
    const name = this.#nameOf(use, described, content.base, { text, uses });
    const origins = (identifiers: ReadonlySet<string>): Origins => ({
      parameters: [...parameters].flatMap(([key, { identifier }]) => (identifiers.has(identifier) ? [key] : [])),
      inputs: channelNames.flatMap((each, index) => (identifiers.has(each) ? [index] : [])),
    });
    const gives = exports.map((value) => ({
      expression: frame.expressions.get(value),
      from: origins(behind(dependenciesOf(channelsIn(graph, frame, value)))),
    }));
    const layers = frame.layers.map((layer) => ({ within: { name, path: layer.path }, ...layer }));
    const forInputSizes = fixed.has(INPUT_SIZES);
    return { name, channels: wanted, parameters: described, gives, fixed: origins(fixed), forInputSizes, layers };
  }

  /** Parameters that the class computes, in order. */
  #computed({ block, computed }: BlockUse, frame: Frame, parameters: Map<string, Parameter>): Computed[] {
    const found: Computed[] = [];
    for (const [name, expression] of computed) {
      const parameter = frame.parameters.get(name);
      // Where some use gives it, every use does.
      if (!parameter || this.#program.overridden.has(`${block} ${name}`)) continue;
      const { graph } = this.#program;
      const { identifier, inlined, value } = parameter;
      const code = formulaOf(python, expression, namesAt(graph, frame, []), plainValue(value));
      const from = dependenciesOfNames(
        graph,
        frame,
        namesIn(expression).map(({ name: inner }) => inner),
        [],
      );
      const same = [...frame.parameters.values()].find(
        (each) => !each.inlined && each.identifier === flatten(code ?? ''),
      );
      // What equals another parameter needs no variable.
      if (same && !inlined) parameters.set(name, { ...parameter, identifier: same.identifier });
      else found.push({ identifier, code: inlined ? undefined : code, from });
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
    return { base: 'nn.Sequential', init, forward: [], uses: [], fixed: [] };
  }

  /** A class with a `forward` of its own. */
  #module(frame: Frame, { use, exports }: Pick<Call, 'use' | 'exports'>): Content {
    const { inputs } = frame;
    const forward = renderBody(this.#program, frame, { body: use.body, inputs, results: { values: exports } });
    const result = exports.length === 1 ? 'Tensor' : `tuple[${exports.map(() => 'Tensor').join(', ')}]`;
    const { uses, fixed } = forward;
    return { base: 'nn.Module', init: initCodes(frame), forward: forwardLines(forward, result), uses, fixed };
  }

  /** The arguments for the `channels` of a class's inputs: `in_channels`, or one per input. */
  #channelNames({ block, body }: BlockUse): string[] {
    const names = this.#program.graph.blocks.get(block)?.inputs ?? [''];
    return body.inputs.map((value, index) => {
      const unit = typingOf(this.#program.graph, value).output.length === 1 ? 'features' : 'channels';
      return names.length === 1 ? `in_${unit}` : `${names[index]}_${unit}`;
    });
  }

  #parametersOf({ block }: BlockUse, { parameters, paddings }: Frame, read: ReadonlySet<string>) {
    const defaults = this.#program.graph.blocks.get(block)?.parameters;
    const identifiers = new Set<string>();
    const all = [...parameters].flatMap(([name, { identifier, value, float }]) => {
      if (!read.has(identifier) || identifiers.has(identifier)) return [];
      identifiers.add(identifier);
      const padding = paddings.get(name);
      const standard = padding ? paddingAs(padding, defaults?.get(name)) : defaultOf(value, defaults?.get(name));
      if (this.#program.kinds.get(block)?.has(name)) {
        const text = typeof standard === 'string' ? typeOfKindNamed(standard) : undefined;
        return [{ name, identifier, type: 'type[nn.Module]', float: false, kind: true, standard: text }];
      }
      const text = standard === undefined ? undefined : literal(standard);
      const type = padding?.type ?? (float ? 'float' : typeOf(plainValue(value), standard));
      return [{ name, identifier, type, float: type === 'float', kind: false, standard: text }];
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
