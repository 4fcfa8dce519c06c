import { type Initializer, type ScaledInitializer, varianceOf } from '../../schema/initializer';
import { INDENT, LINE_WIDTH, layOut } from '../python/code';
import { literal } from '../python/literal';
import { type Code, flatten } from '../source/code';
import { nn } from './calls';
import type { PlacedWeight } from './weights';

/** The function that initialises most weights, and the statements of `__init__` that initialise or freeze the others. */
export interface Initialization {
  readonly declaration: Code | undefined;
  readonly statements: readonly string[];
}

const LAYERS = ['nn.Conv1d', 'nn.Conv2d', 'nn.ConvTranspose2d', 'nn.Linear'];

/**
 * PyTorch's default initialisation differs from modelc's, so every initialisation is written; the most common one as a function
 * for all layers. `names` are those that the modules of the program refer to.
 */
export function initialization(
  weights: readonly PlacedWeight[],
  frozen: readonly string[],
  names: ReadonlySet<string>,
): Initialization {
  const layers = LAYERS.filter((layer) => names.has(layer));
  const standard = layers.length > 0 ? commonest(weights) : undefined;
  const own = weights.filter((weight) => startsOtherwise(weight, standard));
  const groups = new Map<string, { readonly start: Start; readonly keys: string[] }>();
  for (const { stateKey, spec } of own) {
    const start = startOf(spec.initializer);
    const group = groups.get(flatten(start(''))) ?? { start, keys: [] };
    group.keys.push(stateKey);
    groups.set(flatten(start('')), group);
  }
  const statements = [
    ...(standard ? [`${INDENT}${INDENT}self.apply(init_weights)`] : []),
    ...[...groups.values()].flatMap(({ start, keys }) => forEach(keys, start)),
    ...forEach(frozen, (parameter) => `${parameter}.requires_grad_(False)`),
  ];
  return { declaration: standard && declarationOf(standard, layers), statements };
}

/** The scaled initialiser of most kernels whose fans equal PyTorch's. */
function commonest(weights: readonly PlacedWeight[]): ScaledInitializer {
  const counts = new Map<ScaledInitializer, number>();
  for (const { spec, shape } of weights) {
    const type = scaledType(spec.initializer, shape);
    if (type) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const [[type] = ['glorot_normal' as const]] = [...counts].sort((a, b) => b[1] - a[1]);
  return type;
}

/** The type of a scaled initialiser whose variance follows from PyTorch's fans of a weight `[out, in, ...]`. */
function scaledType(
  initializer: Initializer,
  [out = 1, inner = 1, ...area]: readonly number[],
): ScaledInitializer | undefined {
  if (!('fanIn' in initializer)) return undefined;
  const cells = area.reduce((product, size) => product * size, 1);
  const { type, fanIn, fanOut } = initializer;
  return varianceOf(type, fanIn, fanOut) === varianceOf(type, inner * cells, out * cells) ? type : undefined;
}

/** Whether neither the function for all layers nor PyTorch's default initialises a weight like modelc. */
function startsOtherwise({ spec, shape, tied, entry }: PlacedWeight, standard: ScaledInitializer | undefined): boolean {
  if (tied || entry.initialized) return false;
  if (spec.what === 'bias') return spec.initializer.type !== 'zeros';
  if (spec.what !== 'kernel') return spec.what === 'slope';
  return standard === undefined || scaledType(spec.initializer, shape) !== standard;
}

/** A statement about a parameter, given the code that reads it. */
type Start = (parameter: string) => Code;

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
      return truncated(initializer.deviation);
    case 'uniform':
      return uniform(initializer.limit);
    default: {
      const variance = varianceOf(initializer.type, initializer.fanIn, initializer.fanOut);
      return initializer.type.endsWith('uniform') ? uniform(Math.sqrt(3 * variance)) : truncated(Math.sqrt(variance));
    }
  }
}

/** `nn.init.normal_(parameter, std=0.1)` */
function init(name: string, more: readonly string[] = [], keyed: Readonly<Record<string, string>> = {}): Start {
  return (parameter) => nn(`init.${name}_`, [parameter, ...more], keyed);
}

const short = (value: number): string => String(Number(value.toPrecision(9)));

function truncated(deviation: number): Start {
  return init('trunc_normal', [], { std: short(deviation), a: short(-2 * deviation), b: short(2 * deviation) });
}

function uniform(limit: number): Start {
  return init('uniform', [short(-limit), short(limit)]);
}

/** A statement for one parameter, or a loop over several. */
function forEach(keys: readonly string[], start: Start): string[] {
  const indent = INDENT + INDENT;
  const [key, ...others] = keys;
  if (key === undefined) return [];
  if (others.length === 0) return [layOut(start(`self.get_parameter(${literal(key)})`), indent)];
  const items = keys.map((each) => literal(each));
  const broken = indent.length + `for name in (${items.join(', ')}):`.length > LINE_WIDTH;
  const open = { open: 'for name in (', items, close: '):', broken };
  return [layOut(open, indent), layOut(start('self.get_parameter(name)'), indent + INDENT)];
}

const DOCS: Readonly<Record<'glorot' | 'he' | 'lecun', string>> = { glorot: "Glorot's", he: "He's", lecun: "LeCun's" };

function declarationOf(type: ScaledInitializer, layers: readonly string[]): string {
  const author = type.slice(0, type.indexOf('_')) as keyof typeof DOCS;
  const isUniform = type.endsWith('uniform');
  const shape = isUniform ? 'uniform distribution' : 'normal distribution, cut off at two deviations';
  const kinds = layers.length === 1 ? layers[0] : `(${layers.join(', ')})`;
  const fans = author === 'glorot' ? '(fan_in + fan_out)' : 'fan_in';
  const variance = `${author === 'lecun' ? 1 : 2} / ${fans}`;
  const lines = [
    'def init_weights(module: nn.Module) -> None:',
    `    """${DOCS[author]} ${shape}; biases start at zero."""`,
    `    if isinstance(module, ${kinds}):`,
    ...(layers.length === 1 && layers[0] === 'nn.Linear'
      ? [
          '        fan_in = module.in_features',
          ...(author === 'glorot' ? ['        fan_out = module.out_features'] : []),
        ]
      : [
          '        area = module.weight[0, 0].numel()',
          '        fan_in = module.weight.shape[1] * area',
          ...(author === 'glorot' ? ['        fan_out = module.weight.shape[0] * area'] : []),
        ]),
    ...(isUniform
      ? [`        limit = (3 * ${variance}) ** 0.5`, '        nn.init.uniform_(module.weight, -limit, limit)']
      : [
          `        std = (${variance}) ** 0.5`,
          '        nn.init.trunc_normal_(module.weight, std=std, a=-2 * std, b=2 * std)',
        ]),
    '        if module.bias is not None:',
    '            nn.init.zeros_(module.bias)',
  ];
  return lines.join('\n');
}
