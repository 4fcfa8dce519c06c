import { type Initializer, type ScaledInitializer, varianceOf } from '../../schema/initializer';
import { INDENT, LINE_WIDTH } from '../python/code';
import { literal } from '../python/literal';
import { type Code, flatten, line, type Text, usesOf } from '../source/code';
import { helper, nn } from './calls';
import { attributeOf, type PlacedWeight } from './weights';

/** The function that initialises modules by their types, and the statements of `__init__` that initialise the others. */
export interface Initialization {
  readonly declaration: Text | undefined;
  readonly statements: readonly Code[];
}

/** What a rule of initialisation distinguishes; each is an `nn.Module` of PyTorch and its subclasses. */
const MODULES = ['nn.Conv1d', 'nn.Conv2d', 'nn.ConvTranspose2d', 'nn.Linear'] as const;
type ModuleName = (typeof MODULES)[number];

/** A statement about a parameter or module, given the code that reads it. */
type Start = (parameter: string) => Code;

/** How most weights of a type of modules start: the scaled initialiser that PyTorch's fans give, or a statement. */
type Rule = { readonly type: ScaledInitializer } | { readonly start: Start };

/** A rule, for the modules of a type. */
interface TypeRule {
  readonly name: ModuleName;
  readonly rule: Rule;
  /** The fans differ for those of the modules that have filters of their own for each channel. */
  readonly depthwise: boolean;
}

/**
 * PyTorch's default initialisation differs from modelc's, so every initialisation is written: a function with the commonest of each type of
 * modules, and what differs as statements about single modules.
 */
export function initialization(weights: readonly PlacedWeight[]): Initialization {
  const kernels = weights.filter(({ spec, tied }) => spec.what === 'kernel' && !tied);
  const rules = MODULES.flatMap((name): TypeRule[] => {
    const own = kernels.filter((weight) => moduleOf(weight) === name);
    const rule = commonest(own);
    return rule ? [{ name, rule, depthwise: isGlorot(rule) && own.some(isDepthwise) }] : [];
  });
  const different = weights.filter((weight) => startsOtherwise(weight, rules));
  const { classRules, others } = rulesOfClasses(weights, different);
  const groups = groupBy(others, ({ spec }) => flatten(startOf(spec.initializer)('')));
  const statements = [...groups.values()].flatMap((group) => {
    const start = startOf((group[0] as PlacedWeight).spec.initializer);
    return forEach('parameter', group.map(parameterOf), start);
  });
  return {
    declaration: rules.length + classRules.length === 0 ? undefined : declarationOf(rules, classRules),
    statements: [...(rules.length + classRules.length === 0 ? [] : ['self.apply(init_weights)']), ...statements],
  };
}

/** Python that reads a weight. Type checkers take the bias of a convolution for optional. */
function parameterOf(weight: PlacedWeight): string {
  return parameterAt(weight, weight.stateKey, 'self');
}

function parameterAt(weight: PlacedWeight, path: string, module: string): string {
  const isOptional = weight.spec.what === 'bias' && moduleOf(weight) !== 'nn.Linear';
  return isOptional ? `${module}.get_parameter(${literal(path)})` : attributeOf(path, 'parameter', module);
}

/** How a weight in each module of a class of the program starts. `apply` comes to a module after those in it. */
interface ClassRule {
  readonly name: string;
  /** The type of the module with the weight. */
  readonly type: ModuleName | undefined;
  /** Python that reads the weight of `module`. */
  readonly parameter: string;
  readonly rule: Rule;
}

/** Rules for the weights that start in the same way in all modules of a class, and the other weights that start `different` from the rules of types. */
function rulesOfClasses(
  weights: readonly PlacedWeight[],
  different: readonly PlacedWeight[],
): { readonly classRules: readonly ClassRule[]; readonly others: readonly PlacedWeight[] } {
  const keyIn = ({ layer: { within }, entry }: PlacedWeight): string => `${within?.name} ${within?.path}.${entry.key}`;
  const all = groupBy(
    weights.filter(({ tied }) => !tied),
    keyIn,
  );
  const covered = new Set<PlacedWeight>();
  const classRules = [...groupBy(different, keyIn).entries()].flatMap(([key, group]): ClassRule[] => {
    const [weight] = group;
    const { within } = weight?.layer ?? {};
    const isWhole =
      group.length === all.get(key)?.length && new Set(group.map((each) => keyOf(ruleOf(each)))).size === 1;
    if (!weight || !within || !isWhole || isDepthwise(weight)) return [];
    for (const each of group) covered.add(each);
    const parameter = parameterAt(weight, `${within.path}.${weight.entry.key}`, 'module');
    return [{ name: within.name, type: moduleOf(weight), parameter, rule: ruleOf(weight) }];
  });
  return { classRules, others: different.filter((weight) => !covered.has(weight)) };
}

/** The type of the module with a weight, if rules know it. */
export function moduleOf({ layer: { code } }: PlacedWeight): ModuleName | undefined {
  const uses = code.module === undefined ? new Set<string>() : usesOf(code.module);
  return MODULES.find((name) => uses.has(name));
}

function groupBy<T>(values: readonly T[], key: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return groups;
}

function commonest(kernels: readonly PlacedWeight[]): Rule | undefined {
  const groups = groupBy(kernels, (weight) => keyOf(ruleOf(weight)));
  const [largest] = [...groups.values()].toSorted((a, b) => b.length - a.length);
  return largest?.[0] && ruleOf(largest[0]);
}

function ruleOf(weight: PlacedWeight): Rule {
  const type = scaledType(weight);
  return type ? { type } : { start: startOf(weight.spec.initializer) };
}

/** Whether a rule depends on the outputs too. */
function isGlorot(rule: Rule): boolean {
  return 'type' in rule && rule.type.startsWith('glorot');
}

function keyOf(rule: Rule): string {
  return 'type' in rule ? rule.type : flatten(rule.start(''));
}

/** The type of a scaled initialiser whose variance follows from PyTorch's fans of a weight. */
function scaledType(weight: PlacedWeight): ScaledInitializer | undefined {
  const { initializer } = weight.spec;
  if (!('fanIn' in initializer)) return undefined;
  const { type, fanIn, fanOut } = initializer;
  const [first = 1, second = 1, ...area] = weight.shape;
  const cells = area.reduce((product, size) => product * size, 1);
  const [inner, all] = moduleOf(weight) === 'nn.ConvTranspose2d' ? [first, second] : [second, first];
  const out = isDepthwise(weight) ? all / (weight.spec.shape.at(-2) ?? 1) : all;
  return varianceOf(type, fanIn, fanOut) === varianceOf(type, inner * cells, out * cells) ? type : undefined;
}

/** Whether each channel has filters of its own, so that one input contributes to few outputs. */
function isDepthwise({ entry }: PlacedWeight): boolean {
  return entry.shape !== undefined;
}

/** Whether neither the function for all modules nor PyTorch's default initialises a weight like modelc. */
function startsOtherwise(weight: PlacedWeight, rules: readonly TypeRule[]): boolean {
  const { spec, tied, entry } = weight;
  if (tied || entry.initialized) return false;
  if (spec.what === 'bias') return spec.initializer.type !== 'zeros';
  if (spec.what !== 'kernel') return spec.what === 'slope';
  const name = moduleOf(weight);
  const rule = rules.find((each) => each.name === name)?.rule;
  return !rule || keyOf(rule) !== keyOf(ruleOf(weight));
}

function startOf(initializer: Initializer): Start {
  switch (initializer.type) {
    case 'zeros':
    case 'ones':
      return init(initializer.type);
    case 'constant':
      return init('constant', [String(initializer.value)]);
    case 'normal':
      return init('normal', [], { std: String(initializer.deviation) });
    case 'truncated_normal':
      return truncated(short(initializer.deviation));
    case 'uniform':
      return uniform(initializer.limit);
    default: {
      const variance = varianceOf(initializer.type, initializer.fanIn, initializer.fanOut);
      return initializer.type.endsWith('uniform')
        ? uniform(Math.sqrt(3 * variance))
        : truncated(`(${varianceText(initializer.type, `${initializer.fanIn}`, `${initializer.fanOut}`)}) ** 0.5`);
    }
  }
}

/** `nn.init.normal_(parameter, std=0.1)` */
function init(name: string, more: readonly string[] = [], keyed: Readonly<Record<string, string>> = {}): Start {
  return (parameter) => nn(`init.${name}_`, [parameter, ...more], keyed);
}

const short = (value: number): string => String(Number(value.toPrecision(9)));

function truncated(deviation: string): Start {
  return (parameter) => helper('truncated_normal_', [parameter], { std: deviation });
}

/** The variance of a scaled initialiser in terms of its fans. */
function varianceText(type: ScaledInitializer, fanIn: string, fanOut: string): string {
  return type.startsWith('glorot') ? `2 / (${fanIn} + ${fanOut})` : `${type.startsWith('he') ? 2 : 1} / ${fanIn}`;
}

function uniform(limit: number): Start {
  return init('uniform', [short(-limit), short(limit)]);
}

/** A statement for one value, or a loop over several. */
export function forEach(variable: 'parameter' | 'module', values: readonly string[], start: Start): Code[] {
  const [value, ...others] = values;
  if (value === undefined) return [];
  if (others.length === 0) return [start(value)];
  const open = `for ${variable} in (`;
  const broken = 2 * INDENT.length + `${open}${values.join(', ')}):`.length > LINE_WIDTH;
  return [{ open, items: [...values], close: '):', broken }, line`${INDENT}${start(variable)}`];
}

const AUTHORS: Readonly<Record<string, string>> = { glorot: "Glorot's", he: "He's", lecun: "LeCun's" };

/** `init_weights`, with a branch for each group of types that start in the same way. */
function declarationOf(rules: readonly TypeRule[], classRules: readonly ClassRule[]): Text {
  const branches = [
    ...groupBy(
      rules,
      ({ name, rule, depthwise }) => `${depthwise ? name : ''} ${startLines(name, rule, depthwise).map(flatten)}`,
    ).values(),
  ];
  const lines = branches.flatMap((group, index) => {
    const [{ name, rule, depthwise }] = group as [TypeRule];
    const names = group.map((each) => each.name);
    const types = names.length === 1 ? name : `(${names.join(', ')})`;
    const body = startLines(name, rule, depthwise);
    const zeros = ['if module.bias is not None:', `${INDENT}nn.init.zeros_(module.bias)`];
    return [
      line`${INDENT}${index === 0 ? 'if' : 'elif'} isinstance(module, ${types}):`,
      ...[...body, ...zeros].map((code) => line`${INDENT}${INDENT}${code}`),
    ];
  });
  const ofClasses = [...groupBy(classRules, ({ name }) => name)].flatMap(([name, group], index) => [
    line`${INDENT}${branches.length + index === 0 ? 'if' : 'elif'} isinstance(module, ${name}):`,
    ...group.flatMap(classLines).map((code) => line`${INDENT}${INDENT}${code}`),
  ]);
  const head = [
    'def init_weights(module: nn.Module) -> None:',
    `${INDENT}"""${docOf([...branches.map(([first]) => (first as TypeRule).rule), ...classRules.map(({ rule }) => rule)])}"""`,
  ];
  const all = [...lines, ...ofClasses];
  return { text: [...head, ...all.map(flatten)].join('\n'), uses: all.flatMap((code) => [...usesOf(code)]) };
}

function docOf(rules: readonly Rule[]): string {
  const [only, ...others] = rules;
  if (!only || others.length > 0 || !('type' in only)) return 'Initialises a module by its type; biases start at zero.';
  const author = AUTHORS[only.type.slice(0, only.type.indexOf('_'))];
  const shape = only.type.endsWith('uniform')
    ? 'uniform distribution'
    : 'normal distribution, cut off at two deviations';
  return `${author} ${shape}; biases start at zero.`;
}

/** What initialises a weight in a module of a class of the program. */
function classLines({ type, parameter, rule }: ClassRule): readonly Code[] {
  if ('start' in rule) return [rule.start(parameter)];
  return [`weight = ${parameter}`, ...startLines(type, rule, false, 'weight')];
}

/** What initialises the weight of a module. */
function startLines(
  name: ModuleName | undefined,
  rule: Rule,
  depthwise: boolean,
  weight = 'module.weight',
): readonly Code[] {
  if ('start' in rule) return [rule.start(weight)];
  const { type } = rule;
  const transposed = name === 'nn.ConvTranspose2d';
  const inward = `${weight}[${transposed ? ':, ' : ''}0].numel()`;
  const symmetric = isGlorot(rule);
  const fans = symmetric ? [`fan_in, fan_out = ${weight}[0].numel(), ${weight}[:, 0].numel()`] : [`fan_in = ${inward}`];
  const own = depthwise ? ['if module.groups == module.in_channels:', `${INDENT}fan_out //= module.groups`] : [];
  const variance = varianceText(type, 'fan_in', 'fan_out');
  const fill = type.endsWith('uniform')
    ? [`limit = (3 * ${variance}) ** 0.5`, `nn.init.uniform_(${weight}, -limit, limit)`]
    : [helper('truncated_normal_', [weight], { std: `(${variance}) ** 0.5` })];
  return [...fans, ...own, ...fill];
}
